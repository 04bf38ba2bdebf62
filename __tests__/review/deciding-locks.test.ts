import { type Case, linesOf } from "./deciding-lines";

const provider = (version: string, hashes: readonly string[], source = "hashicorp/aws"): string =>
  `provider "registry.terraform.io/${source}" {\n  version     = "${version}"\n  constraints = "~> 6.0"\n  hashes = [\n${hashes.map((hash) => `    "${hash}",\n`).join("")}  ]\n}\n`;
const LOCK = "locks/eks.lock.hcl";
const IMAGES = "locks/prod.images.lock.yaml";
const image = (values: object): string =>
  JSON.stringify({
    format: 1,
    environment: "prod",
    registry: "111122223333.dkr.ecr.eu-west-1.amazonaws.com",
    images: [
      {
        source: "quay.io/a/b",
        target: "111122223333/a/b",
        tag: "1.0",
        digest: `sha256:${"a".repeat(64)}`,
        platforms: [],
        usedBy: [],
        ...values,
      },
    ],
    charts: [],
    owned: [],
    excepted: [],
    notJudged: [],
  });
const ADDRESSES = "environments/prod.addresses.json";
const addresses = (list: readonly string[], moves: readonly object[] = []): string =>
  JSON.stringify({ moves, addresses: { "prod-cluster": list } });

const CASES: readonly Case[] = [
  [
    "another release of a provider",
    { [LOCK]: [provider("6.1.0", ["h1:a"]), provider("6.2.0", ["h1:b"])] },
    [/^attention: .*hashicorp\/aws.*6\.1\.0 → 6\.2\.0/],
  ],
  [
    "the same release with other packages",
    { [LOCK]: [provider("6.1.0", ["h1:a", "zh:b"]), provider("6.1.0", ["h1:c", "zh:d"])] },
    [/^attention: .*hashicorp\/aws 6\.1\.0.*none of the packages/],
  ],
  [
    "the same release with one more package",
    { [LOCK]: [provider("6.1.0", ["h1:a"]), provider("6.1.0", ["h1:a", "h1:b"])] },
    [/^attention: .*hashicorp\/aws 6\.1\.0.*1 more package/],
  ],
  [
    "the same release with a package less",
    { [LOCK]: [provider("6.1.0", ["h1:a", "h1:b"]), provider("6.1.0", ["h1:a"])] },
    [/^info: .*hashicorp\/aws 6\.1\.0.*1 package less/],
  ],
  [
    "hashes in another order",
    { [LOCK]: [provider("6.1.0", ["h1:a", "h1:b"]), provider("6.1.0", ["h1:b", "h1:a"])] },
    [/^info: .*no release and no hash/],
  ],
  [
    "a provider that is no longer locked",
    { [LOCK]: [provider("6.1.0", ["h1:a"]), ""] },
    [/^attention: .*hashicorp\/aws.*no longer locked/],
  ],
  [
    "a provider that no lock had",
    { [LOCK]: ["", provider("1.0.0", ["h1:a"], "evil/tool")] },
    [/^attention: .*evil\/tool 1\.0\.0/],
  ],
  [
    "a provider that is written in another way",
    {
      [LOCK]: [
        provider("6.1.0", ["h1:a"]),
        `${provider("6.1.0", ["h1:a"])}\n  provider "evil/tool" { version = "1.0.0" }\n`,
      ],
    },
    [/^attention: .*eks\.lock\.hcl.*not understood/],
  ],
  [
    "a comment in a lock of providers",
    { [LOCK]: [provider("6.1.0", ["h1:a"]), `# by hand\n${provider("6.1.0", ["h1:a"])}`] },
    [/^info: .*no release and no hash/],
  ],
  [
    "a lock that is removed",
    { [LOCK]: [provider("6.1.0", ["h1:a"]), undefined] },
    [/^attention: .*hashicorp\/aws.*no longer locked/],
  ],
  [
    "an image of another repository",
    { [IMAGES]: [image({}), image({ source: "docker.io/evil/b" })] },
    [/^attention: .*source.*quay\.io\/a\/b → docker\.io\/evil\/b/],
  ],
  [
    "an image with the same tag and another digest",
    { [IMAGES]: [image({}), image({ digest: `sha256:${"b".repeat(64)}` })] },
    [/^attention: .*1\.0.*other content/],
  ],
  [
    "an image without its digest",
    { [IMAGES]: [image({}), image({ digest: undefined })] },
    [/^attention: .*digest.*no longer/],
  ],
  [
    "an image that gets a digest",
    { [IMAGES]: [image({ digest: undefined }), image({})] },
    [/^info: .*digest/],
  ],
  [
    "an image that is listed twice with other content",
    {
      [IMAGES]: [
        image({}),
        JSON.stringify({
          ...(JSON.parse(image({})) as object),
          images: [`sha256:${"b".repeat(64)}`, `sha256:${"a".repeat(64)}`].flatMap(
            (digest) => (JSON.parse(image({ digest })) as { images: object[] }).images,
          ),
        }),
      ],
    },
    [/^attention: .*prod\.images\.lock\.yaml.*not understood/],
  ],
  ["another user of an image", { [IMAGES]: [image({}), image({ usedBy: ["models/a"] })] }, [/^info: /]],
  [
    "an address that is no longer locked",
    { [ADDRESSES]: [addresses(["aws_db_instance.a", "aws_eip.b"]), addresses(["aws_eip.b"])] },
    [/^attention: .*prod-cluster aws_db_instance\.a.*no longer/],
  ],
  [
    "one more address",
    { [ADDRESSES]: [addresses(["aws_eip.b"]), addresses(["aws_db_instance.a", "aws_eip.b"])] },
    [/^info: .*1 address/],
  ],
  [
    "a move",
    {
      [ADDRESSES]: [
        addresses(["aws_eip.a"]),
        addresses(["aws_eip.a"], [{ stack: "prod-cluster", from: "aws_eip.a", to: "aws_eip.b" }]),
      ],
    },
    [/^attention: .*aws_eip\.a.*aws_eip\.b/],
  ],
  ["the same text", { [LOCK]: [provider("6.1.0", ["h1:a"]), provider("6.1.0", ["h1:a"])] }, []],
];

test.each(CASES)("%s", (_, files, expected) => {
  expect(linesOf(files)).toEqual(expected.map((each) => expect.stringMatching(each) as unknown));
});
