import { type Check } from "../../../checks/check";
import { argoCdPage } from "./argo-cd-page";
import { gitopsNotJudged } from "./gitops-not-judged";
import { modelsOfGit } from "./models-of-git";
import { gitopsOwnership } from "./gitops-ownership";

/** Checks of what Argo CD owns. `git-reachable` proves the way to its repository. */
export const CHECKS: readonly Check[] = [gitopsOwnership, gitopsNotJudged, modelsOfGit, argoCdPage];
