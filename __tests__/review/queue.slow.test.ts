import { planWith } from "../support/changed-plans";
import { queuePlan } from "../support/keda";
import { CHAT, onGpus } from "../support/llm";
import { type Plan } from "../support/plan";
import { within } from "../support/findings";
import { between, edited, type Layers, linesIn, reviewOf } from "./pairs";

const TITLE = "Replicas by requests";

const lines = (before: Plan, after: Plan): string[] => linesIn(reviewOf(between(before, after)), TITLE);

/** Lines on autoscalers that no topic judges. */
function notUnderstood(before: Plan, after: Plan): string[] {
  const review = reviewOf(between(before, after));
  return review.topics
    .flatMap(({ title }) => linesIn(review, title))
    .filter((line) => /not understood.*(queue|autoscaler)/.test(line));
}

const onCpu = planWith("ml-inference-prod", {
  ...onGpus("g6e.xlarge"),
  models: [{ ...CHAT, replicas: { min: 1 }, startupSeconds: 600 }],
  components: { "ebs-csi": {}, prometheus: {} },
});

test("a review names other bounds and thresholds of a queue, and that fewer pods serve its peak", () => {
  const found = lines(
    queuePlan({ min: 2, max: 3, queue: { waiting: 2 } }),
    queuePlan({ min: 1, max: 2, queue: { waiting: 5 } }),
  );
  expect(found).toEqual([
    "attention: minimum replicas of helm_release.chat_queue: 2 → 1; a single pod serves, and nothing does while its node or zone fails",
    "attention: maximum replicas of helm_release.chat_queue: 3 → 2; a load that more pods serve today ends them, and the others have to serve it",
    "info: requests for each pod, above which one is added, of helm_release.chat_queue: 2 → 5",
  ]);
});

test("a minimum without a value is lower than one with a value", () => {
  const edit = ({ models }: Layers): void =>
    within(models.resource.helm_release.chat_queue.values, 0, ({ resources }) => {
      resources[0].spec.minReplicaCount = null;
    });
  const review = reviewOf(edited(queuePlan({ min: 2, max: 3 }), edit));
  expect(linesIn(review, TITLE)).toEqual([
    "attention: minimum replicas of helm_release.chat_queue: 2 → null; without requests no pod serves, and the next request waits for the first pod",
  ]);
});

test("a review says nothing where no queue changes", () => {
  expect(lines(queuePlan(), queuePlan())).toEqual([]);
});

test("a review says that replicas begin or end to follow requests, with the autoscaler of the other load", () => {
  expect(lines(onCpu, queuePlan())).toEqual([
    "info: chat: replicas follow its requests, by helm_release.chat_queue",
  ]);
  expect(lines(queuePlan(), onCpu)).toEqual([
    "attention: chat: replicas no longer follow its requests, since helm_release.chat_queue ends",
  ]);
  expect(notUnderstood(onCpu, queuePlan())).toEqual([]);
  expect(notUnderstood(queuePlan(), onCpu)).toEqual([]);
});
