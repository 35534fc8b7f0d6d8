/** What a state means for the reader, not which colour it has. */
export const tones = ["good", "waiting", "running", "attention", "bad", "quiet"] as const;
export type Tone = (typeof tones)[number];

interface ToneColours {
  light: { text: string; background: string };
  dark: { text: string; background: string };
}

/** Each pair has a contrast of 6:1 and more. */
const toneColours: Record<Tone, ToneColours> = {
  good: { light: { text: "#0b5a3a", background: "#e2f5ec" }, dark: { text: "#8fe0b8", background: "#12352a" } },
  waiting: { light: { text: "#6b4300", background: "#fdf1dc" }, dark: { text: "#fdd18c", background: "#38290f" } },
  running: { light: { text: "#0d4f7a", background: "#e3f1fb" }, dark: { text: "#9fd3f7", background: "#12303f" } },
  attention: { light: { text: "#8a3a00", background: "#feeade" }, dark: { text: "#ffbf8f", background: "#40230f" } },
  bad: { light: { text: "#8f1d18", background: "#fdeae8" }, dark: { text: "#ffb3ac", background: "#3b1b19" } },
  quiet: { light: { text: "#47534f", background: "#eceff0" }, dark: { text: "#b8c4c1", background: "#262f2e" } },
};

/** `--placet-<tone>-text` and `--placet-<tone>-background`. */
export function toneVariables(scheme: "light" | "dark"): Record<string, string> {
  return Object.fromEntries(
    tones.flatMap((tone) => {
      const { text, background } = toneColours[tone][scheme];
      return [
        [`--placet-${tone}-text`, text],
        [`--placet-${tone}-background`, background],
      ];
    }),
  );
}
