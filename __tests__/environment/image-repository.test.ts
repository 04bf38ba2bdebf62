import fc from "fast-check";
import { readExpectation } from "../../src/environment/loader/expectation";
import { modelSchema } from "../../src/environment/schema/model";

/** Fix for a repository name; undefined if the name is valid. */
function fixOf(repository: string): string | undefined {
  const { error } = modelSchema.safeParse({ name: "m", image: { repository, tag: "1" } });
  return error?.issues.map(({ message }) => readExpectation(message)?.fix ?? message).join(" | ");
}

const word = fc.stringMatching(/^[a-z0-9]{1,6}$/);
const joined = (separators: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(word, fc.array(fc.tuple(fc.constantFrom(...separators), word), { maxLength: 3 }))
    .map(([first, rest]) => first + rest.flat().join(""));

/** Parts of the grammar: a host with a dot and an optional port, and path components. */
const host = fc
  .tuple(joined(["-", "--"]), joined(["-"]), fc.option(fc.integer({ min: 1, max: 65535 })))
  .map(([a, b, port]) => `${a}.${b}${port === null ? "" : `:${port}`}`);
const path = fc.array(joined([".", "_", "__", "-", "---"]), { minLength: 1, maxLength: 4 });
const repository = fc
  .tuple(fc.option(host), path)
  .map(([registry, parts]) => [...(registry === null ? [] : [registry]), ...parts].join("/"));

test("every name of the grammar is valid", () => {
  fc.assert(fc.property(repository, (name) => expect(fixOf(name)).toBeUndefined()));
});

test("a name with any addition is refused, and the fix is the name without it", () => {
  const scheme = fc.constantFrom("", "https://", "docker://", "oci://");
  const tag = fc.stringMatching(/^(:[a-z0-9][\w.-]{0,8})?$/);
  const digest = fc.constantFrom("", `@sha256:${"a".repeat(64)}`);
  const slash = fc.constantFrom("", "/", "//");
  const space = fc.constantFrom("", " ");
  fc.assert(
    fc.property(
      repository,
      scheme,
      tag,
      digest,
      slash,
      space,
      fc.boolean(),
      (name, first, label, sum, end, gap, upper) => {
        const written = `${gap}${first}${upper ? name.toUpperCase() : name}${label}${sum}${end}${gap}`;
        fc.pre(written !== name && fixOf(written) !== undefined);
        expect(fixOf(written)).toContain(`write ${name}`);
      },
    ),
  );
});

test.each([
  ["https://ghcr.io/acme/spell", "remove https://, write ghcr.io/acme/spell"],
  ["ghcr.io/acme/spell ", "remove spaces, write ghcr.io/acme/spell"],
  ["ghcr.io/acme/spell/", "remove the trailing /, write ghcr.io/acme/spell"],
  ["ghcr.io/acme/spell:1.0", "remove :1.0 (set image.tag), write ghcr.io/acme/spell"],
  ["localhost:5000/spell:1.0", "remove :1.0 (set image.tag), write localhost:5000/spell"],
  ["spell:5000", "remove :5000 (set image.tag), write spell"],
  [`spell@sha256:${"0".repeat(64)}`, "remove the digest (set image.digest), write spell"],
  ["ghcr.io/Acme/spell", "use lowercase, write ghcr.io/acme/spell"],
  [
    "https://ghcr.io/Acme/spell:1/",
    "remove https:// and the trailing / and :1 (set image.tag), use lowercase, write ghcr.io/acme/spell",
  ],
  ["ghcr.io//spell", "write host/path with lowercase letters and digits, and . _ or - only between them"],
  ["ghcr.io/-spell", "write host/path with lowercase letters and digits, and . _ or - only between them"],
  ["ghcr.io/spéll", "write host/path with lowercase letters and digits, and . _ or - only between them"],
  ["", "write host/path with lowercase letters and digits, and . _ or - only between them"],
])("%p is refused, and the fix states the parts to remove", (written, fix) => {
  expect(fixOf(written)).toBe(fix);
});

test.each(["nginx", "library/nginx", "[::1]:5000/spell", "localhost/spell", "a.b:5000/c__d/e---f"])(
  "%s is valid",
  (name) => {
    expect(fixOf(name)).toBeUndefined();
  },
);

test("a name of 255 characters is valid, and one of 256 characters is refused", () => {
  expect(fixOf("a".repeat(255))).toBeUndefined();
  expect(fixOf("a".repeat(256))).toBeDefined();
});
