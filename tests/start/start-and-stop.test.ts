import { once } from "node:events";
import { createServer } from "node:net";
import { afterAll, describe, expect, inject, test } from "vitest";
import { type Product, startProduct } from "../support/product.ts";
import { asSuperuser } from "../support/test-databases.ts";

const running: Product[] = [];
afterAll(async () => {
  for (const product of running) await product.stop();
});

async function started(...given: Parameters<typeof startProduct>): Promise<Product> {
  const product = await startProduct(...given);
  running.push(product);
  return product;
}

const isReady = async (product: Product) => (await fetch(`${product.address}/ready`)).status === 200;

describe("npm start", () => {
  test("prints address and one-time password, survives a kill, and ends in order", { timeout: 180_000 }, async () => {
    const first = await started({ args: ["--no-demo"] });
    expect(first.email).toBe("administrator@placet.example");
    expect(first.oneTimePassword).toMatch(/^[\da-z-]{20,}$/);
    expect(await isReady(first)).toBe(true);

    await first.stop("SIGKILL");
    const again = await started({ args: ["--no-demo"], dataFolder: first.dataFolder });
    expect(await isReady(again)).toBe(true);
    expect(again.oneTimePassword).not.toBe(first.oneTimePassword);
    expect(await again.stop("SIGTERM")).toBe(0);
    await expect(fetch(`${again.address}/ready`)).rejects.toThrow();
  });

  test("says which port is taken, and how to take another", { timeout: 120_000 }, async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await expect(startProduct({ args: ["--no-demo", "--port", String(port)] })).rejects.toThrow(
      new RegExp(`Port ${port} is taken`),
    );
    taken.close();
  });

  test("says what to set when the configuration is wrong", { timeout: 60_000 }, async () => {
    const wrong = { PUBLIC_URL: "http://messages.example.com", LOG_LEVEL: "warn" };
    await expect(startProduct({ environment: wrong })).rejects.toThrow(/plain http is for this machine only/);
    await expect(startProduct({ args: ["--role=cook"] })).rejects.toThrow(/--role is cook/);
  });
});

describe("with a database of one's own", () => {
  test("one address is enough: a second role is made, which row-level security binds", {
    timeout: 120_000,
  }, async () => {
    const { superuserUrl } = inject("databases");
    await asSuperuser(superuserUrl, "CREATE ROLE own_owner LOGIN CREATEROLE PASSWORD 'own'");
    await asSuperuser(superuserUrl, "CREATE DATABASE own_database OWNER own_owner");
    const url = new URL(superuserUrl);
    Object.assign(url, { username: "own_owner", password: "own", pathname: "/own_database" });
    const product = await started({ args: ["--no-demo"], environment: { DATABASE_URL: url.toString() } });
    expect(await isReady(product)).toBe(true);
    expect(await product.stop()).toBe(0);
  });

  test("a superuser is refused for running", { timeout: 60_000 }, async () => {
    const { superuserUrl } = inject("databases");
    const both = { DATABASE_URL: superuserUrl, DATABASE_OWNER_URL: superuserUrl };
    await expect(startProduct({ environment: both })).rejects.toThrow(/superuser or bypasses row-level security/);
  });
});
