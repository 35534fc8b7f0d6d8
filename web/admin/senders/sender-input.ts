import type { AddSenderInput, Sender, SmtpPreset } from "../../../contracts/senders.ts";

export type SenderInput = AddSenderInput;

export function emptyInput(displayName: string): SenderInput {
  return {
    presetId: null,
    owner: { kind: "shop" },
    area: "all",
    displayName,
    fromAddress: "",
    replyTo: null,
    userName: "",
    host: "",
    port: 465,
    encryption: "tls",
    encoding: "utf-8",
    isEnabled: true,
    limit: null,
    connections: 10,
    returnDomain: null,
    repeatGuard: null,
  };
}

export function inputOf(sender: Sender): SenderInput {
  const { displayName, fromAddress, replyTo, presetId, userName, host, port, encryption } = sender;
  const { encoding, isEnabled, limit, connections, area, returnDomain, repeatGuard } = sender;
  const connection = { userName, host: host ?? "", port: port ?? 465, encryption: encryption ?? "tls" };
  const owner = { kind: "shop" } as const;
  return {
    presetId,
    owner,
    area,
    displayName,
    fromAddress: fromAddress ?? "",
    replyTo,
    ...connection,
    encoding,
    isEnabled,
    limit,
    connections,
    returnDomain,
    repeatGuard,
  };
}

/** Fills server, port, encryption and the likely user name; everything stays editable. */
export function withPreset(input: SenderInput, preset: SmtpPreset | undefined): SenderInput {
  if (!preset) return { ...input, presetId: null };
  return {
    ...input,
    presetId: preset.presetId,
    area: preset.group === "relay" ? "campaigns" : input.area,
    host: preset.host ?? "",
    port: preset.port,
    encryption: preset.encryption,
    userName: likelyUserName(input.fromAddress, preset),
  };
}

/** The user name follows the address as long as nobody typed another one. */
export function withAddress(input: SenderInput, fromAddress: string, preset: SmtpPreset | undefined): SenderInput {
  const isUntouched = input.userName === likelyUserName(input.fromAddress, preset);
  return { ...input, fromAddress, userName: isUntouched ? likelyUserName(fromAddress, preset) : input.userName };
}

function likelyUserName(address: string, preset: SmtpPreset | undefined): string {
  if (preset?.fixedUserName) return preset.fixedUserName;
  if (preset?.userNameForm === "provider-login") return "";
  return preset?.userNameForm === "before-at" ? (address.split("@")[0] ?? "") : address;
}

export function guessPreset(presets: readonly SmtpPreset[], address: string): SmtpPreset | undefined {
  const domain = address
    .slice(address.lastIndexOf("@") + 1)
    .trim()
    .toLowerCase();
  return presets.find((preset) => preset.domains.includes(domain));
}
