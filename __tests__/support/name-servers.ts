import { planWith } from "./changed-plans";
import { existing, IDS, WITH_GATEWAY } from "./network-by-ids";
import { type Plan } from "./plan";

/** Name servers of a company, behind the transit gateway of the environment. */
export const NAME_SERVERS = ["10.200.0.2", "10.200.0.3"];

/** The change of an environment whose nodes ask name servers of the company. */
export const NAMED_BY_COMPANY = existing({ ...IDS, nameServers: NAME_SERVERS });

export const withNameServers = (): Plan => planWith(WITH_GATEWAY, NAMED_BY_COMPANY);
