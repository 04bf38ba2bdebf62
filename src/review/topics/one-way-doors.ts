import { say, fromTo } from "../stages/phrase";
import { type Change, type Topic, type TopicLine, attention } from "./topic";
import { topicOfRows } from "./rows";

const rows = topicOfRows("Irreversible changes");

export const oneWayDoors: Topic = {
  ...rows,
  lines: (change) => [...rows.lines(change), ...networkLines(change)],
};

/** Data sources of an existing network by ids, with the effect of another id on what refers to it. */
const EFFECTS: Readonly<Record<string, string>> = {
  aws_vpc:
    "Terraform replaces each group, endpoint and attachment in the VPC, and EKS accepts only subnets of the VPC that the cluster was created in",
  aws_subnet: "Terraform replaces the node groups in the subnet, and moves endpoints and the control plane",
};

/** Another id in the file. What refers to it has the same expression as before. */
const networkLines = ({ others }: Change): TopicLine[] =>
  others.flatMap((other) => {
    const effect = EFFECTS[/^data\.(\w+)\./.exec(other.address)?.[1] ?? ""];
    const edit = other.edits.find(({ argument, before, after }) => argument === "id" && before && after);
    if (effect === undefined || edit === undefined) return [];
    return attention(other, say`id of ${other.address}: ${fromTo(edit)}; ${[effect]}`, { edits: [edit] });
  });
