import { STORED_DATA, type StoredData } from "../../../proof/facts/kept/stored-data";
import { isTrue } from "../../../proof/model/blocks";
import { type ResourceChange } from "../change";
import { type Phrase, say } from "../phrase";
import { type Effect, isGone, joinedLines } from "./several";
import { type Topic } from "./topic";

/** Objects that the apply deletes with the data in them. */
export const lostData: Topic = {
  title: "Data that is lost",
  lines: ({ resources }) =>
    joinedLines(
      Object.keys(STORED_DATA).flatMap((type) =>
        resources.filter((each) => each.type === type).flatMap(effectsOf),
      ),
    ),
  judges: (changed, edit) =>
    edit === undefined &&
    "type" in changed &&
    isGone(changed) &&
    (changed.type in STORED_DATA || goesWithCluster(changed)),
};

function effectsOf(resource: ResourceChange): Effect[] {
  const { type, layer, address, action, before = {}, after } = resource;
  const held = STORED_DATA[type];
  if (!held || !isGone(resource)) return [];
  const effect = (key: string, text: Effect["text"], isLost: boolean): Effect[] => [
    {
      place: { layer, address },
      key: `${type} ${action} ${key}`,
      level: "attention",
      ...(isLost ? { harm: "data lost" as const } : {}),
      text,
    },
  ];
  const { noun, data, force, keep, isCopy } = held;
  if (keep !== undefined && isTrue((after ?? before)[keep]))
    return effect(
      "kept",
      (all) => say`${all}: the ${noun} stays in AWS, and Terraform no longer manages it`,
      false,
    );
  const isForced = force !== undefined && isTrue(before[force]);
  const refusal = force === undefined || isForced ? [] : refusalOf(held);
  if (isCopy && !isForced)
    return effect("refused", (all) => say`${all}: the apply deletes the ${noun}${refusal}`, false);
  return effect(
    isForced ? "forced" : "",
    (all) => say`${all}: the apply deletes the ${noun} with ${data}${refusal}`,
    true,
  );
}

const refusalOf = ({ data }: StoredData): Phrase =>
  say`; AWS refuses it while there are ${data.replace(/^its /, "")}, and the apply stops there`;

/** Types that belong to one cluster and hold nothing that is not in their blocks. */
const OF_CLUSTER =
  /^aws_eks_(addon|access_entry|access_policy_association|pod_identity_association|identity_provider_config)$|^aws_iam_openid_connect_provider$/;

/** True for a block that is made again because its cluster is: the line of the cluster says so. */
const goesWithCluster = ({ type, action, edits, reasons }: ResourceChange): boolean =>
  OF_CLUSTER.test(type) &&
  action === "replace" &&
  edits.length === 0 &&
  reasons
    .filter(({ effect }) => effect === "replace")
    .every(({ follows = "" }) => follows.includes("/aws_eks_cluster."));
