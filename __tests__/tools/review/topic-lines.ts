import { plain } from "../../../src/tools/review/phrase";
import { type Layers, edited, reviewOf } from "./pairs";

/** Lines of a topic after an edit of an environment, as `level: text`; empty if the review does not have the topic. */
export function topicLines(title: string, edit: (layers: Layers) => void, environment = OPTION_B): string[] {
  const section = reviewOf(edited(environment, edit)).topics.find((each) => each.title === title);
  return (section?.lines ?? []).map(({ level, text }) => `${level}: ${plain(text)}`);
}

export const OPTION_B = "retail-forecast-option-b";
