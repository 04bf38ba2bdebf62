import { say } from "../stages/phrase";
import { type Watched, editedLines, fromTo } from "./edited";
import { type Change, type Topic, type TopicLine } from "./topic";

interface Door extends Watched {
  /** The reason that the change cannot be reverted. */
  readonly why: string;
  /** @default cannot go back */
  readonly harm?: "in place";
}

/**
 * Sources: Amazon EKS API reference, CreateCluster, UpdateClusterConfig and AssociateEncryptionConfig (read 2026-11-20);
 * Amazon RDS user guide, "Working with storage" and "Upgrading the engine version" (unconfirmed).
 */
const DOORS: readonly Door[] = [
  {
    type: /^aws_eks_cluster$/,
    argument: /^access_config\.authentication_mode$/,
    what: "authentication mode",
    why: "it can only change from CONFIG_MAP to API_AND_CONFIG_MAP to API",
  },
  {
    type: /^aws_eks_cluster$/,
    argument: /^kubernetes_network_config(\.|$)/,
    what: "service range or IP family",
    why: "both are fixed when the cluster is created",
  },
  {
    type: /^aws_eks_cluster$/,
    argument: /^encryption_config(\.|$)/,
    what: "KMS key of Secrets",
    why: "a key can be added once, and cannot be changed or removed",
  },
  {
    type: /^aws_eks_cluster$/,
    argument: /^vpc_config\.subnet_ids$/,
    what: "subnets of the control plane",
    why: "EKS accepts only subnets in the zones that the cluster was created in",
    harm: "in place",
  },
  {
    type: /^aws_db_instance$/,
    argument: /^allocated_storage$/,
    what: "storage of the database",
    why: "RDS can raise it, and refuses to lower it",
  },
  {
    type: /^aws_db_instance$/,
    argument: /^engine_version$/,
    what: "version of the database engine",
    why: "a database cannot return to an older version; RDS restores a backup as another database",
  },
];

export const oneWayDoors: Topic = {
  title: "Irreversible changes",
  lines: (change) => [
    ...editedLines(change, DOORS, (_, what, watched) => {
      const door = DOORS.find((each) => each === watched);
      return {
        level: "attention",
        harm: door?.harm ?? "cannot go back",
        text: say`${what}: ${[door?.why ?? ""]}`,
      };
    }),
    ...networkLines(change),
  ],
};

/** Data sources of an existing network by ids, with the effect of another id on what refers to it. */
const NETWORK_IDS: readonly { readonly address: RegExp; readonly effect: string }[] = [
  {
    address: /^data\.aws_vpc\./,
    effect:
      "Terraform replaces each group, endpoint and attachment in the VPC, and EKS accepts only subnets of the VPC that the cluster was created in",
  },
  {
    address: /^data\.aws_subnet\./,
    effect: "Terraform replaces the node groups in the subnet, and moves endpoints and the control plane",
  },
];

/** Another id in the file. What refers to it has the same expression as before. */
function networkLines({ others }: Change): TopicLine[] {
  return others.flatMap(({ layer, address, edits }) => {
    const effect = NETWORK_IDS.find((each) => each.address.test(address))?.effect;
    const edit = edits.find(({ argument, before, after }) => argument === "id" && before && after);
    if (effect === undefined || edit === undefined) return [];
    const text = say`id of ${address}: ${fromTo(edit)}; ${[effect]}`;
    return [{ level: "attention", layer, address, text, edits: [edit] }];
  });
}
