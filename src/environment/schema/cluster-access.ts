import { z } from "../../base/zod";
import { ACCESS_POLICIES } from "../../facts/access-policies";
import { PEOPLE } from "../people";
import { expects } from "../expects";
import { kubernetesName } from "../values";
import { roleArn } from "./values";

type AccessPolicy = keyof typeof ACCESS_POLICIES;

const POLICIES = Object.keys(ACCESS_POLICIES) as [AccessPolicy, ...AccessPolicy[]];

/**
 * The key `people` gives groups of the prefix `people:`. EKS refuses the other prefixes (Amazon EKS API reference,
 * CreateAccessEntry, read 2026-11-25).
 */
const group = () =>
  z
    .string()
    .max(63)
    .regex(
      /^(?!(system|eks|aws|amazon|iam|people):)[A-Za-z0-9][A-Za-z0-9:._@-]*$/,
      expects(
        "the name of a Kubernetes group that does not start with system:, eks:, aws:, amazon:, iam: or people:",
        "choose another name, and bind it in a RoleBinding; use the key people for groups of people",
      ),
    );

export const clusterAccessSchema = z
  .array(
    z
      .strictObject({
        role: roleArn().describe("ARN of an IAM role of the account, whose holders get the rights."),
        people: z
          .array(z.enum(PEOPLE))
          .min(1, expects("at least one kind of people", "add auditors, or remove the key"))
          .refine(
            (people) => new Set(people).size === people.length,
            expects("each kind of people once", "remove the second one"),
          )
          .optional()
          .describe(
            "Purposes of its holders, whose rights the stacks have: `data-scientists` open the pages of Kubeflow Pipelines and MLflow and read their namespaces, `model-owners` read the namespaces of models and evict pods, `operators` read the cluster, end pods, scale and cordon, `auditors` read the cluster. None of them reads Secrets or creates pods. `plan` is for the role of the workflows that plans: it reads the cluster and Secrets, and changes nothing. Default: none.",
          ),
        policy: z
          .enum(POLICIES)
          .optional()
          .describe(
            "Rights in the namespaces: `view` reads everything except Secrets, `edit` also writes workloads and reads Secrets, `admin` also writes Roles and RoleBindings. Default: no policy; then `people` or `groups` are required.",
          ),
        namespaces: z
          .array(kubernetesName(63))
          .min(1, expects("at least one namespace", "add a namespace, or remove the key"))
          .optional()
          .describe(
            "Kubernetes namespaces in which the policy holds. Each is created by the stacks or an own Terraform file, or is in `trusted` with the kind `namespace`. Default: the namespace of the models.",
          ),
        groups: z
          .array(group())
          .default([])
          .describe(
            "Kubernetes groups of the role. RoleBindings, which are not part of the stacks, give them rights.",
          ),
      })
      .describe("An IAM role with rights in the cluster."),
  )
  .default([])
  .describe(
    "IAM roles with less than all rights in the cluster: those of named people, EKS access policies in namespaces, or Kubernetes groups. Who may write workloads in a namespace can run commands in its pods, and so has the IAM roles of its service accounts.",
  );
