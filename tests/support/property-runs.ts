import fc from "fast-check";

// `npm test` draws the same every time: what is tried out new must not stop work that has nothing to do with it.
// `npm run test:faults` draws many more, each time others, and prints the seed.
const { PROPERTY_FACTOR = "1", PROPERTY_SEED = "862419" } = process.env;

/** How often a property is tried: `usual` times with every test. */
export function propertyRuns(usual: number): { numRuns: number } {
  return { numRuns: Math.max(1, Math.round(usual * Number(PROPERTY_FACTOR))) };
}

fc.configureGlobal({ seed: Number(PROPERTY_SEED), ...propertyRuns(100) });
