import { type Layers, edited, linesIn, reviewOf } from "./pairs";

/** Lines of a topic after an edit of an environment, as `level: text`; empty if the review does not have the topic. */
export const topicLines = (title: string, edit: (layers: Layers) => void, environment = OPTION_B): string[] =>
  linesIn(reviewOf(edited(environment, edit)), title);

export const OPTION_B = "retail-forecast-option-b";
