import { isFalse } from "../../terraform/stack-json";
import { joinValues, plain, say } from "../stages/phrase";
import { judgesOfRows, type Own, rowEffects } from "./rows";
import { resultsByKey, type Topic } from "./topic";

const OWN: Own = {
  when: {
    // an argument locked the state, and none does now
    unlocked: ({ resource: { edits } }) =>
      edits
        .filter(({ argument }) => /^backend\.\w+\.(use_lockfile|dynamodb_table)$/.test(argument))
        .every(({ after }) => after === undefined || isFalse(after)),
  },
  words: { provider: ({ resource: { address } }) => say`${address}` },
};

/** The place of the states and of the resources, and what protects a state. The same edit in several layers is one line. */
export const statePlace: Topic = {
  title: "State",
  lines: (change) =>
    resultsByKey(
      rowEffects("State", change, OWN),
      ({ text }) => plain(text([])),
      ({ text, ...line }, same) => ({
        ...line,
        text: text(joinValues(same.map(({ layer }) => layer))),
        edits: same.flatMap(({ edits = [] }) => edits),
      }),
    ),
  // a lock that begins is harmless
  ...judgesOfRows("State", OWN),
};
