import { type Check } from "../../../checks/check";
import { logInSecret } from "./log-in-secret";

/** Checks of proxies. `program-log-in` and `provider-reachable` judge the ways to and from them. */
export const CHECKS: readonly Check[] = [logInSecret];
