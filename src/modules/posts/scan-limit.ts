/**
 * How many free posts a scan looks at. A full one sees small tenants behind a large one; a quick one sees twice as many as there are
 * places, less those that became free, so that workers which claim at the same moment find different ones.
 */
export const scanLimit = {
  full: 1_000,
  quick: (places: number, freed: number) => Math.max(100, places, 2 * places - freed),
};
