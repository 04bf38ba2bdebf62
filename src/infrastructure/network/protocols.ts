import FACTS from "./names-of-protocols.json";

/** Protocols by name and number. */
export const PROTOCOLS: Readonly<Record<string, string>> = FACTS.protocols;
