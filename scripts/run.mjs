// Starts a task of the project on any machine with Node 18 and npm: fetches Node 24 beside the project when the host's
// is too old, installs the locked dependencies without running their scripts, then hands over to scripts/<task>.ts.
// Must parse on Node 18, so: no dependencies, no TypeScript.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const [, , task = "start", ...rest] = process.argv;
const windows = process.platform === "win32";
process.chdir(root);

const say = (message) => process.stderr.write(`> ${message}\n`);
const fail = (message) => {
  say(message);
  process.exit(1);
};

function findNpm() {
  const beside = [["..", "lib"], ["..", "share"], [".."], []].map((parts) =>
    path.join(path.dirname(process.execPath), ...parts, "node_modules", "npm", "bin", "npm-cli.js"),
  );
  // npm sets npm_execpath for its own scripts; the others are the usual places beside Node.
  const found = [process.env.npm_execpath, ...beside].find((file) => file?.endsWith("npm-cli.js") && existsSync(file));
  return found ?? fail("npm was not found beside Node. Start this with `npm start` or `npm test`.");
}

function cleanEnvironment() {
  const env = { ...process.env };
  for (const key of Object.keys(env)) {
    // Left by the outer npm: they would point tools at the host's old Node.
    if (/^npm_(config_user_agent|config_nodedir|node_execpath|lifecycle|package_)/.test(key)) delete env[key];
  }
  return env;
}

const env = cleanEnvironment();

function npm(node, args, what) {
  say(what);
  const startedAt = Date.now();
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const result = spawnSync(node, [findNpm(), ...args, ...quiet], { stdio: ["ignore", 2, 2], env });
  if (result.status !== 0) fail(`${what}: failed. The lines above say why; is the npm registry reachable?`);
  say(`${what}: done in ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

function isRecentEnough(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 19);
}

function nodeToUse() {
  if (isRecentEnough(process.versions.node)) return process.execPath;
  const pins = JSON.parse(readFileSync(path.join("scripts", "node-runtime.json"), "utf8"));
  const pin = pins[`${process.platform}-${process.arch}`];
  if (!pin) fail(`Node ${process.versions.node} is too old. Please install Node 24, then start again.`);
  const home = path.join(root, ".runtime");
  const binary = path.join(home, "node_modules", pin.package, "bin", windows ? "node.exe" : "node");
  const installed = path.join(home, "node_modules", ".package-lock.json");
  if (existsSync(binary) && existsSync(installed)) return binary;
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  writeFileSync(path.join(home, "package.json"), '{"private":true}');
  npm(
    process.execPath,
    ["install", "--prefix", home, `${pin.package}@${pin.version}`],
    `Node ${process.versions.node} is too old: fetching Node 24 beside the project`,
  );
  const entry = JSON.parse(readFileSync(installed, "utf8")).packages[`node_modules/${pin.package}`];
  // The package is a repackaging of Node: only the bytes that were checked when the pin was made may run.
  if (entry?.integrity !== pin.integrity)
    fail(`The fetched ${pin.package} is not the one that was pinned. Install Node 24 yourself.`);
  if (!windows) chmodSync(binary, 0o755);
  return binary;
}

function installDependencies(node) {
  const stamp = path.join("node_modules", ".placet-stamp");
  const wanted = createHash("sha256")
    .update(readFileSync("package-lock.json"))
    .update(process.platform + process.arch)
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  npm(node, ["ci"], "Installing dependencies");
  writeFileSync(stamp, wanted);
}

const node = nodeToUse();
env.PATH = path.dirname(node) + path.delimiter + (env.PATH ?? "");
installDependencies(node);
// What was read and compiled once is kept: a process starts in half the time.
env.NODE_COMPILE_CACHE ??= path.join(root, "node_modules", ".compiled");
const readOptions = () => JSON.parse(readFileSync(path.join("scripts", "node-options.json"), "utf8")).options;
const options = task === "start" ? readOptions() : [];
const child = spawn(
  node,
  ["--disable-warning=ExperimentalWarning", ...options, path.join("scripts", `${task}.ts`), ...rest],
  { stdio: "inherit", env },
);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  // A terminal sends Ctrl-C to the whole group; a second copy from here would read as "stop at once".
  process.on(signal, () => (signal === "SIGINT" && process.stdin.isTTY ? undefined : child.kill(signal)));
}
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
