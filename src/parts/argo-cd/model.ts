export { applicationsOf } from "./model/applications";
export { type Manifest } from "./model/manifests";
export { ingressesOfGit } from "./model/models-of-git";
