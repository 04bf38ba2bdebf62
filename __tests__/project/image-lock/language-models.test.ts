import { imagePlatforms } from "../../../src/checks/images/image-platforms";
import { podArchitecture } from "../../../src/checks/images/pod-architecture";
import { imageListOf } from "../../../src/project/image-list";
import { altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { type Edit, foundBy } from "../../support/findings";
import { CHAT, onGpus } from "../../support/llm";
import { chat, chatPlan } from "../../support/vllm";

const listAfter = (edit: Edit = () => undefined) => imageListOf(altered(chatPlan(), edit));

const TARGET = "111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/retail-forecast/chat";

test("ML-01 the image of a language model is copied from the repository of vLLM, for the platforms of its nodes", () => {
  const { images, owned } = listAfter();
  expect(images).toContainEqual({
    source: "docker.io/vllm/vllm-openai",
    target: TARGET,
    tag: "v0.33.0",
    platforms: ["linux/amd64"],
    usedBy: ["models/chat"],
  });
  expect(owned).toEqual([]);
});

test("ML-01 two language models copy one image into both repositories", () => {
  const { images } = imageListOf(
    environmentPlan(
      planWith("retail-forecast", {
        ...onGpus("g6.xlarge"),
        models: [CHAT, { ...CHAT, name: "second", paths: ["/second/v1"] }],
      }),
    ),
  );
  const targets = images.flatMap(({ source, target }) => (source?.endsWith("vllm-openai") ? [target] : []));
  expect(targets).toEqual([TARGET, TARGET.replace("chat", "second")]);
});

test.each<readonly [string, Edit]>([
  ["a build of one's own", chat((each) => (each["image"] = `${TARGET}:v0.33.0-plugins`))],
  ["another version", chat((each) => (each["image"] = `${TARGET}:v0.32.1`))],
])("ML-01 %s has no source", (_, edit) => {
  const { images, owned } = listAfter(edit);
  expect(images.filter(({ source }) => source?.endsWith("vllm-openai") === true)).toEqual([]);
  expect(owned.map(({ target }) => target)).toEqual([TARGET]);
});

test("ML-01 a copy with the path of its source is no build of one's own", () => {
  const mirrored = TARGET.replace("/chat", "/vllm/vllm-openai");
  const { images } = listAfter(chat((each) => (each["image"] = `${mirrored}:v0.33.0`)));
  expect(images).toContainEqual(
    expect.objectContaining({ source: "docker.io/vllm/vllm-openai", target: mirrored }),
  );
});

test("ML-01 ARM nodes with GPUs can run the image of vLLM, and another image is not judged there", () => {
  const onArm = planWith("retail-forecast", {
    ...onGpus("g5g.xlarge"),
    models: [
      { ...CHAT, kind: "container", llm: undefined, gpus: 1, arguments: ["--served-model-name=chat"] },
    ],
  });
  const ofChat = (check: typeof podArchitecture, edit: Edit = () => undefined) =>
    foundBy(check, altered(onArm, edit)).filter((line) => line.includes("chat"));
  expect(ofChat(podArchitecture)).toEqual([]);
  expect(ofChat(imagePlatforms)).toEqual([]);
  expect(
    ofChat(
      podArchitecture,
      chat((each) => (each["image"] = `${TARGET}:v0.32.1`)),
    ),
  ).toEqual([expect.stringContaining("not judged on ARM nodes")]);
});
