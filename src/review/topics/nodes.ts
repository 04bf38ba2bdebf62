import { countLines } from "./nodes/counts";
import { endedLines } from "./nodes/ended";
import { judgesNodes } from "./nodes/judged";
import { labelLines } from "./nodes/labels";
import { repairLines } from "./nodes/repairs";
import { rollingLines } from "./nodes/rolling";
import { type Topic } from "./topic";

/** Node groups and their launch templates: nodes that end, roll, come, are repaired, and get other labels. */
export const nodes: Topic = {
  title: "Nodes",
  lines: (change) => [
    ...endedLines(change),
    ...countLines(change),
    ...rollingLines(change),
    ...labelLines(change),
    ...repairLines(change),
  ],
  judges: judgesNodes,
};
