import { say } from "../phrase";
import { type Watched, editedLines, fromTo } from "./edited";
import { type Change, type Topic, type TopicLine } from "./topic";

interface Door extends Watched {
  /** What there is no way back from. */
  readonly why: string;
}

/** Source: Amazon EKS API reference, CreateCluster, UpdateClusterConfig and AssociateEncryptionConfig (read 2026-11-20). */
const DOORS: readonly Door[] = [
  {
    type: /^aws_eks_cluster$/,
    argument: /^access_config\.authentication_mode$/,
    what: "authentication mode",
    why: "it goes from CONFIG_MAP over API_AND_CONFIG_MAP to API and never back",
  },
  {
    type: /^aws_eks_cluster$/,
    argument: /^kubernetes_network_config(\.|$)/,
    what: "service range or IP family",
    why: "both are chosen once, when the cluster is made",
  },
  {
    type: /^aws_eks_cluster$/,
    argument: /^encryption_config(\.|$)/,
    what: "KMS key of Secrets",
    why: "a key can be added once, and neither changed nor taken away",
  },
  {
    type: /^aws_eks_cluster$/,
    argument: /^vpc_config\.subnet_ids$/,
    what: "subnets of the control plane",
    why: "EKS takes only subnets in the zones that the cluster was made in",
  },
  {
    type: /^aws_eks_cluster$/,
    argument: /^version$/,
    what: "Kubernetes version",
    why: "a cluster cannot go back to an older one",
  },
  {
    type: /^aws_s3_bucket_versioning$/,
    argument: /^versioning_configuration\.status$/,
    what: "versioning",
    why: "a bucket that was versioned can only be suspended",
  },
];

export const oneWayDoors: Topic = {
  title: "One-way doors",
  lines: (change) => [
    ...editedLines(change, DOORS, (_, what, watched) => {
      const door = DOORS.find((each) => each === watched);
      return { level: "attention", text: say`${what}: ${[door?.why ?? ""]}` };
    }),
    ...homeLines(change),
  ],
};

/** What decides which object the state is; the rest of a backend says how to get there. */
const PLACE_OF_STATE = /^backend(\.\w+)?(\.(bucket|key|region|path|workspace_key_prefix))?$/;

/** Where state and resources are: what is there now stays behind. */
function homeLines({ others }: Change): TopicLine[] {
  return others.flatMap(({ layer, address, edits }) =>
    edits.flatMap((edit): TopicLine[] => {
      if (address === "terraform" && PLACE_OF_STATE.test(edit.argument)) {
        const text = say`state of the layer, ${edit.path}: ${fromTo(edit)}: init asks for -migrate-state, and the old object stays`;
        return [{ level: "attention", layer, address, text, edits: [edit] }];
      }
      const isHome =
        address.startsWith("provider.aws") &&
        /^(region|allowed_account_ids|profile|assume_role)/.test(edit.argument);
      if (!isHome) return [];
      const text = say`${edit.path} of ${address}: ${fromTo(edit)}: Terraform looks for everything elsewhere, and what exists stays behind`;
      return [{ level: "attention", layer, address, text, edits: [edit] }];
    }),
  );
}
