import { RESTS_OF_PARTS } from "./generated/rests-of-parts";

/** Parts that stop nodes and pods. */
export const RESTS = Object.values(RESTS_OF_PARTS);
