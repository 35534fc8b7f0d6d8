import { z } from "zod";

export const languages = ["en", "fr", "es", "it"] as const;
export type Language = (typeof languages)[number];
export const languageSchema = z.enum(languages);
