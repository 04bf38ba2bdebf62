import facts from "./facts-with-one-reading.json";

/** Number of facts that no second source confirms, by table. */
export const FACTS_WITH_ONE_READING: Readonly<Record<string, number>> = facts.files;
