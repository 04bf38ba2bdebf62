import { plain } from "../../src/review/stages/phrase";
import { within } from "../support/findings";
import { edited, type Layers, reviewOf } from "./pairs";
import { topicLines } from "./topic-lines";

test("an image is reported with both versions", () => {
  const image = topicLines("Images and charts", ({ models }) => {
    models.resource.kubernetes_deployment_v1.retail_forecast_api.spec.template.spec.container[0].image =
      "example.com/api:2";
  });
  expect(image).toEqual([
    expect.stringMatching(
      /^attention: retail-forecast-api, container retail-forecast-api: \S+:1\.0\.0 → example\.com\/api:2; a public registry decides what runs/,
    ),
  ]);
});

describe("the program of a container", () => {
  const container = ({ models }: Layers) =>
    models.resource.kubernetes_deployment_v1.ml_inference_api.spec.template.spec.container[0] as Record<
      string,
      unknown
    >;
  const edit = (layers: Layers): void => {
    container(layers)["command"] = ["python", "server.py"];
    container(layers)["args"] = ["--debug"];
  };

  test("another command and other arguments need attention", () => {
    expect(topicLines("Programs and files", edit, "ml-inference-prod")).toEqual([
      'attention: command of kubernetes_deployment_v1.ml_inference_api: not set → ["python","server.py"]',
      'attention: args of kubernetes_deployment_v1.ml_inference_api: not set → ["--debug"]',
    ]);
  });

  test("another text of a file is reported", () => {
    const edit = ({ models }: Layers): void => {
      const { data } = models.resource.kubernetes_config_map_v1.demand_forecast_files_settings as {
        data: Record<string, string>;
      };
      data["demand-forecast.json"] = data["demand-forecast.json"]?.replace("28", "14") ?? "";
    };
    expect(topicLines("Variables and files", edit, "ml-platform")).toEqual([
      "info: file demand-forecast.json.horizonDays of kubernetes_config_map_v1.demand_forecast_files_settings: 28 → 14",
    ]);
  });
});

test("a chart is reported with both versions", () => {
  const chart = topicLines("Images and charts", ({ platform }) => {
    platform.resource.helm_release.load_balancer_controller.version = "9.9.9";
  });
  expect(chart).toEqual([
    expect.stringMatching(
      /^info: chart of release aws-load-balancer-controller: .*→ aws-load-balancer-controller 9\.9\.9/,
    ),
  ]);
});

test("a switch of the controller for web ACLs is harmless where it turns on, and not where it is a text", () => {
  const lines = (value: boolean | string): string[] => {
    const edit = ({ platform }: Layers): void =>
      within(platform.resource.helm_release.load_balancer_controller.values, 0, (values) => {
        values["enableWaf"] = value;
      });
    return reviewOf(edited("ml-platform", edit)).lines.map(({ text }) => plain(text));
  };
  const ofChart = expect.stringMatching(/^values\.enableWaf of .*: false → true; the chart decides/);
  expect(lines(true)).not.toContainEqual(ofChart);
  expect(lines("true")).toContainEqual(ofChart);
});
