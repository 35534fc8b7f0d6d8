/** Few runs with every test, many with `npm run test:faults`, which sets both and prints the seed. */
export function propertyRuns(usual: number): { numRuns: number; seed?: number } {
  const { PROPERTY_FACTOR = "1", PROPERTY_SEED } = process.env;
  const numRuns = Math.max(1, Math.round(usual * Number(PROPERTY_FACTOR)));
  return PROPERTY_SEED === undefined ? { numRuns } : { numRuns, seed: Number(PROPERTY_SEED) };
}
