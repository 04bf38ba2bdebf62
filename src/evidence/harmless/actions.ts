import facts from "./harmless-actions.json";

/**
 * Actions of services that store data, pass messages or measure, beside those that read: they write data, and end, reveal, forward or buy
 * nothing. All actions of other services are named.
 */
export const HARMLESS_ACTIONS: Readonly<Record<string, readonly string[]>> = facts.actions;

/** Names of actions that read, except those that return credentials or the address of a session. */
const READING = String.raw`(?!GetDataAccess$|GetSessionEndpoint$)(Batch)?(Get|List|Describe)\w+`;

const harmless = Object.entries(HARMLESS_ACTIONS)
  .map(([service, names]) => `${service}:(${[READING, ...names].join("|")})`)
  .join("|");

/** All actions except the harmless ones; IAM compares them without case. */
export const OTHER_ACTIONS = new RegExp(`^(?!(${harmless})$)`, "i");
