import { oidcProvider } from "../../../src/checks/identity/oidc-provider";
import { newlyFound } from "../../support/findings";
import { type Case, ML } from "./edits";

const CHECK = [oidcProvider];

test.each<Case>([
  [
    "a client id of another service",
    ML,
    ({ cluster }) => (cluster.resource.aws_iam_openid_connect_provider.irsa.client_id_list = ["other"]),
    "its client ids are other, expected sts.amazonaws.com",
  ],
  [
    "an issuer other than the cluster's",
    ML,
    ({ cluster }) => (cluster.resource.aws_iam_openid_connect_provider.irsa.url = "https://example.com"),
    "its url is not the issuer of this environment's cluster",
  ],
  [
    "a cluster without an OIDC provider",
    ML,
    ({ cluster }) => delete cluster.resource.aws_iam_openid_connect_provider,
    "IAM has no OIDC provider for this cluster, so pods cannot assume roles",
  ],
])("oidc-provider finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
