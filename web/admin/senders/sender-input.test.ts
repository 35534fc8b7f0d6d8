import { describe, expect, test } from "vitest";
import type { SmtpPreset } from "../../../contracts/senders.ts";
import { emptyInput, guessPreset, withAddress, withPreset } from "./sender-input.ts";

const gmail: SmtpPreset = {
  presetId: "gmail",
  name: "Gmail",
  group: "mailbox",
  host: "smtp.gmail.com",
  otherHosts: [],
  port: 465,
  encryption: "tls",
  otherPorts: [],
  userNameForm: "full-address",
  fixedUserName: null,
  passwordKind: "app-password",
  domains: ["gmail.com"],
  guide: "gmail",
  steps: 4,
  hasNote: true,
  source: "test",
  checkedOn: "2026-11-21",
  certainty: "verified",
};
const free: SmtpPreset = {
  ...gmail,
  presetId: "free",
  host: "smtp.free.fr",
  userNameForm: "before-at",
  domains: ["free.fr"],
};
const sendgrid: SmtpPreset = {
  ...gmail,
  presetId: "sendgrid",
  group: "relay",
  port: 587,
  encryption: "starttls",
  fixedUserName: "apikey",
  userNameForm: "fixed",
  domains: [],
};

describe("choosing a provider", () => {
  test("fills server, port, encryption and user name", () => {
    const input = withPreset({ ...emptyInput("Martin"), fromAddress: "jean@free.fr" }, free);
    expect(input).toMatchObject({
      presetId: "free",
      host: "smtp.free.fr",
      port: 465,
      encryption: "tls",
      userName: "jean",
      area: "all",
    });
  });

  test("of a sending service takes its fixed user name and is meant for mailings", () => {
    expect(withPreset(emptyInput("Martin"), sendgrid)).toMatchObject({
      userName: "apikey",
      area: "campaigns",
      port: 587,
    });
  });

  test("takes nothing away when it is undone", () => {
    const input = withPreset({ ...emptyInput("Martin"), host: "smtp.own.example" }, undefined);
    expect(input).toMatchObject({ presetId: null, host: "smtp.own.example" });
  });
});

describe("typing the address", () => {
  test("moves the user name along until somebody types another one", () => {
    const typed = withAddress(emptyInput("Martin"), "jean@gmail.com", gmail);
    expect(typed.userName).toBe("jean@gmail.com");
    expect(withAddress({ ...typed, userName: "other" }, "jean@gmail.fr", gmail).userName).toBe("other");
  });

  test("guesses the provider by the whole domain only", () => {
    expect(guessPreset([gmail, free], "Jean@GMAIL.com")?.presetId).toBe("gmail");
    expect(guessPreset([gmail, free], "jean@notgmail.com")).toBeUndefined();
  });
});
