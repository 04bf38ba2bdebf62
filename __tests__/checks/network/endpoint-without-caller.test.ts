import { endpointWithoutCaller as check } from "../../../src/checks/network/endpoint-without-caller";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { endpoints, newMessages, referenceFindings } from "./findings";

describe("endpoint-without-caller", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports an endpoint without a caller, with its price", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "aws_vpc_endpoint.logs",
      ({ cluster }) => delete cluster.resource.aws_eks_addon.amazon_cloudwatch_observability,
    );
    expect(messages).toContain("18.98 USD a month in 2 zones");
  });

  test("accepts the endpoint of SageMaker Runtime, which applications outside of the stacks call", () => {
    const plan = planWith("retail-forecast", { network: { endpoints: { sagemakerRuntime: true } } });
    expect(foundBy(check, environmentPlan(plan))).toEqual([]);
  });

  test("accepts endpoints of an existing network, which other workloads can use", () => {
    const endpoints = [
      ...(configWith("retail-forecast-console").network.existing?.endpoints ?? []),
      "secretsmanager",
    ];
    const plan = planWith("retail-forecast-console", { network: { existing: { endpoints } } });
    expect(foundBy(check, environmentPlan(plan))).toEqual([]);
  });

  test("reports an unknown price in a region without a price", () => {
    const messages = newMessages(check, "retail-forecast", "aws_vpc_endpoint.kms", (layers) => {
      for (const layer of Object.values(layers)) layer.provider.aws[0].region = "eu-north-1";
      endpoints(layers.network)["kms"] = {
        ...endpoints(layers.network)["sts"],
        service_name: "com.amazonaws.eu-north-1.kms",
      };
    });
    expect(messages).toContain("its price in eu-north-1 is unknown");
  });
});
