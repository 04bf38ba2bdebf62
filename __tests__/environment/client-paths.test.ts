import { configWith } from "../support/environments";

const withPath = (path: string) => () =>
  configWith("ml-inference-prod", { models: [{ name: "api", image: { tag: "1.0.0" }, paths: [path] }] });

test.each(["/a//b", "//", "/a/./b", "/a/../b", "/..", "/a/."])(
  "the path %s, which Kubernetes refuses in an Ingress, is refused",
  (path) => {
    expect(withPath(path)).toThrow("without // and without a part . or ..");
  },
);

test.each(["/", "/a/", "/.well-known/a", "/v1/models/api:predict", "/a..b/c."])(
  "the path %s is accepted",
  (path) => {
    expect(withPath(path)).not.toThrow();
  },
);
