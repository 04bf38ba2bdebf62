import { facts } from "./facts-with-one-reading.json";

/** Number of facts that no second source confirms. */
export const FACTS_WITH_ONE_READING: number = facts;
