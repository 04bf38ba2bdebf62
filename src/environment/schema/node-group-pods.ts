import { z } from "../../base/zod";
import { expects } from "../expects";
import { byKey } from "../values";
import { QUALIFIED_NAME } from "./values";

/** Domains of Kubernetes, AWS, the device plugin and this project. EKS and the kubelet refuse the first two on nodes. */
const RESERVED =
  /^(?!([a-z0-9.-]+\.)?(kubernetes\.io|k8s\.io|amazonaws\.com|k8s\.aws|nvidia\.com|private-eks-inference)\/)/;

const nodeKey = () =>
  z
    .string()
    .regex(
      QUALIFIED_NAME,
      expects(
        "a name of up to 63 letters, digits and _ . -, with or without a domain and / before it",
        "correct the key, such as example.com/team",
      ),
    )
    .regex(
      RESERVED,
      expects(
        "a key of your own: Kubernetes, AWS, NVIDIA and this project set theirs",
        "remove it, or choose another domain",
      ),
    );

const nodeValue = () =>
  z
    .string()
    .regex(
      /^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/,
      expects(
        "up to 63 letters, digits and _ . -, starting and ending with a letter or digit",
        "correct the value",
      ),
    );

const taint = z
  .strictObject({
    key: nodeKey().describe("Key of the taint."),
    value: nodeValue().min(1).optional().describe("Value of the taint. Default: none."),
    effect: z
      .enum(["NoSchedule", "PreferNoSchedule"])
      .describe(
        "Effect on pods without a toleration: `NoSchedule`, none starts on these nodes; `PreferNoSchedule`, only where no other node has room. `NoExecute` is no choice: it evicts pods that run, also those of the platform.",
      ),
  })
  .describe("A taint of nodes.");

/** Keys that tell pods which nodes they run on. */
export const nodeGroupPods = {
  labels: z
    .record(nodeKey(), nodeValue())
    .overwrite(byKey)
    .optional()
    .describe("Labels of the nodes, beside that with the name of the group. Default: none."),
  taints: z
    .array(taint)
    .min(1)
    .max(50)
    .optional()
    .describe(
      "Taints of the nodes. Pods of models with this `nodeGroup` tolerate them; those of other models and of the platform do not, except the agents that each node runs. Default: none, or that of GPU nodes.",
    ),
};
