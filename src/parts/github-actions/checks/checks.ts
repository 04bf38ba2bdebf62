import { type Check } from "../../../checks/check";
import { githubPermissions } from "./github-permissions";
import { githubTrust } from "./github-trust";

/** Checks of roles of GitHub Actions. */
export const CHECKS: readonly Check[] = [githubPermissions, githubTrust];
