import { modelNames, requestDrawing } from "../../../src/reports/diagram/request";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { planOf } from "../../support/reference-plans";

const REQUESTS = ENVIRONMENTS.flatMap((environment) => {
  const plan = environmentPlan(planOf(environment));
  return modelNames(plan).map((model) => ({ environment, model, plan }));
});

test.each(REQUESTS)(
  "$environment: a request reaches the pods of $model from its clients",
  ({ plan, model }) => {
    const { boxes, edges } = requestDrawing(plan, model);
    const [clients] = boxes.filter(({ kind }) => kind === "people");
    const reached = new Set([clients?.id]);
    for (let step = 0; step < boxes.length; step += 1) {
      for (const { from, to, denied } of edges) if (reached.has(from) && !denied) reached.add(to);
    }
    expect(clients).toBeDefined();
    expect([...reached]).toContain("pods");
    expect(boxes.find(({ id }) => id === "pods")?.title).toBe(`Pods of ${model}`);
  },
);

test("the rule names host and path, and the Service its port", () => {
  const plan = environmentPlan(planOf("mlapp"));
  const text = JSON.stringify(requestDrawing(plan, "training-service"));
  expect(text).toContain('["mlapp.com","/train (Prefix)"]');
  expect(text).toContain("port 80 to the container port http");
  expect(text).not.toContain("/predict");
});

test("a request that the security groups refuse has a denied arrow", () => {
  const plan = altered("retail-forecast", ({ network }) => {
    const type = "aws_vpc_security_group_ingress_rule";
    const rules = Object.entries<Editable>(network["resource"][type]);
    network["resource"][type] = Object.fromEntries(
      rules.filter(([name]) => !name.includes("nodes_from_alb")),
    );
  });
  const { edges } = requestDrawing(plan, "retail-forecast-api");
  expect(edges.filter(({ denied }) => denied)).toEqual([
    expect.objectContaining({ to: "pods", label: "TCP 8080" }),
  ]);
});
