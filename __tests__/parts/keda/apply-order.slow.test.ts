import { onGpus, CHAT } from "../../support/llm";
import { QUEUE_PARTS } from "../../support/keda";
import { orderText } from "../../project/apply-order/orders";

const chat = (components: object): object => ({ ...onGpus("g6e.xlarge"), models: [CHAT], components });
const WITHOUT = chat({ "ebs-csi": {}, prometheus: {} });
const WITH = chat(QUEUE_PARTS);

/** Layers that hold KEDA and its objects, in the order of their applies. */
const order = (before: object, after: object): string[] =>
  orderText("ml-inference-prod", before, after)
    .split(", ")
    .filter((layer) => /^(platform|models)/.test(layer));

test("KEDA-03 KEDA comes before the first ScaledObject, and goes after the last one, whose finalizer it removes", () => {
  expect(order(WITHOUT, WITH)).toEqual(["platform", "models"]);
  expect(order(WITH, WITHOUT)).toEqual(["models", "platform"]);
});
