import { type Check } from "../check";
import { gitReachable } from "./git-reachable";
import { gitopsNotJudged } from "./gitops-not-judged";
import { gitopsOwnership } from "./gitops-ownership";

/** Checks of Argo CD: the way to its repository, and what it owns. */
export const GITOPS_CHECKS: readonly Check[] = [gitReachable, gitopsOwnership, gitopsNotJudged];
