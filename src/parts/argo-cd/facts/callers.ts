import { type Caller } from "../../../evidence/caller-types";
import { CODECOMMIT_SERVICE } from "../facts";

export const CALLERS: readonly Caller[] = [
  {
    title: "Argo CD",
    order: 100,
    sign: { part: "argo-cd" },
    from: "nodes",
    calls: [{ service: CODECOMMIT_SERVICE, why: "holds the repository of models" }],
    controlPlanePorts: {},
    source:
      "AWS CodeCommit user guide, codecommit-and-interface-VPC (translated pages, read 2026-11-22); argoproj/argo-cd v3.4.4: Git uses HTTPS with the credentials of a Secret, and no role",
  },
];
