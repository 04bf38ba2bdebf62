import { clusterSteps } from "./cluster-steps";
import { type TeardownFacts } from "./facts";
import { kubernetesSteps } from "./kubernetes-steps";
import { networkSteps } from "./network-steps";
import { type Step } from "./step";

/** All steps of an environment beside Terraform's destroys; within a layer and a moment, in their order. */
export const stepsOf = (facts: TeardownFacts): Step[] =>
  [...kubernetesSteps(facts), ...clusterSteps(facts), ...networkSteps(facts)].filter(
    ({ layer, needs }) => facts.layers.includes(layer) && (needs === "aws" || facts.cluster !== undefined),
  );
