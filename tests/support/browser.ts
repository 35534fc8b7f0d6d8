import { execFileSync } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { LaunchOptions } from "@playwright/test";
import { unpackChromium } from "./packaged-chromium.ts";

interface Browser {
  executablePath: string;
  /** What the browser needs around it: its own libraries and fonts. */
  env?: Record<string, string>;
}

/**
 * How Playwright starts a Chromium on this machine. In this order: `PLACET_CHROMIUM`, the one that comes by npm (Linux on
 * x64; without the browser's own windows it takes half the time), an installed one, Playwright's own, and as root on Debian
 * the one that apt installs.
 */
export async function launchOptions(): Promise<LaunchOptions> {
  const browser = await findBrowser();
  // Workers of Playwright read the configuration again, and inherit this.
  process.env.PLACET_CHROMIUM = browser.executablePath;
  return {
    executablePath: browser.executablePath,
    args: [
      "--no-sandbox",
      "--disable-setuid-sandbox",
      "--disable-dev-shm-usage",
      "--disable-gpu",
      "--font-render-hinting=none",
    ],
    ...(browser.env && { env: { ...process.env, ...browser.env } as Record<string, string> }),
  };
}

async function findBrowser(): Promise<Browser> {
  const finders = [findGiven, findPackaged, findInstalled, findPlaywrights, installWithApt];
  for (const find of finders) {
    const browser = await find();
    if (browser && doesStart(browser)) return browser;
  }
  throw new Error("No Chromium was found. Install Chromium or Chrome, or set PLACET_CHROMIUM to its path.");
}

async function findGiven(): Promise<Browser | undefined> {
  const given = process.env.PLACET_CHROMIUM;
  if (!given) return undefined;
  const packaged = await findPackaged();
  return packaged?.executablePath === given ? packaged : { executablePath: given };
}

function findInstalled(): Browser | undefined {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
  const macPaths = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
  const candidates = [...names.flatMap((name) => folders.map((folder) => path.join(folder, name))), ...macPaths];
  return asBrowser(candidates.find(existsSync));
}

function findPlaywrights(): Browser | undefined {
  const caches = [process.env.PLAYWRIGHT_BROWSERS_PATH ?? "", path.join(os.homedir(), ".cache/ms-playwright")];
  const programs = ["chromium-*/chrome-linux*/chrome", "chromium_headless_shell-*/chrome-*/*headless*shell"];
  const found = caches
    .filter(Boolean)
    .flatMap((cwd) => globSync(programs, { cwd }).map((file) => path.join(cwd, file)));
  return asBrowser(found.toSorted().at(-1));
}

async function findPackaged(): Promise<Browser | undefined> {
  return process.platform === "linux" && process.arch === "x64" ? unpackChromium() : undefined;
}

function installWithApt(): Browser | undefined {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  const apt = (...words: string[]) =>
    execFileSync("apt-get", words, {
      stdio: "ignore",
      timeout: 240_000,
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  try {
    apt("update");
    apt("install", "-y", "--no-install-recommends", "chromium");
  } catch {
    return undefined; // No network, or no such package: the caller names what can be done.
  }
  return findInstalled();
}

/** Ubuntu's package is a stub without snap, and a foreign build may lack libraries: only a try tells. */
function doesStart({ executablePath, env }: Browser): boolean {
  try {
    execFileSync(executablePath, ["--version", "--no-sandbox"], {
      stdio: "ignore",
      timeout: 30_000,
      env: { ...process.env, ...env },
    });
    return true;
  } catch {
    return false;
  }
}

const asBrowser = (executablePath: string | undefined): Browser | undefined =>
  executablePath ? { executablePath } : undefined;
