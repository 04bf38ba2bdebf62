export { type Application, applicationsOf, isInGit, namespacesOfArgoCd } from "./model/applications";
export { planWithExpected } from "./model/expected-objects";
export { type Manifest } from "./model/manifests";
export { ingressesOfGit } from "./model/models-of-git";
export { argoCdRuleProblems, isOfArgoCd } from "./model/role-rules";
