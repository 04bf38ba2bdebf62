import { type EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { type Editable, altered } from "../../support/altered";

/** The plan of mlapp with another Kubernetes version, and with other attributes of its cluster. */
export const ofVersion = (version: string | undefined, over: object = {}): EnvironmentPlan =>
  altered("mlapp", ({ cluster }) => {
    Object.assign(cluster.resource.aws_eks_cluster.main as object, { version, ...over });
  });

/** The plan of mlapp after an edit of an add-on or its cluster stack. */
export const addon = (name: string, edit: (addon: Editable, cluster: Editable) => void): EnvironmentPlan =>
  altered("mlapp", ({ cluster }) => edit(cluster.resource.aws_eks_addon[name] as Editable, cluster));

/** The plan of mlapp after an edit of one of its node groups. */
export const nodeGroup = (edit: (group: Editable) => void): EnvironmentPlan =>
  altered("mlapp", ({ cluster }) => edit(cluster.resource.aws_eks_node_group.general_a as Editable));
