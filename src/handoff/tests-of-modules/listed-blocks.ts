import { type Assertion } from "./assertions";

/** Start of the message of each assertion on a block, by which the file is searched for it. */
const NAMED = '"${name}: ';

/**
 * Assertions that every block of these types in the module's files has one of its own. A condition can only name blocks
 * that exist, so the files are read.
 */
export function everyBlockIsJudged(types: readonly string[], exceptions: readonly string[]): Assertion[] {
  const tests =
    'join("", [for test in fileset(path.module, "tests/*.tftest.*") : file("${path.module}/${test}")])';
  return [inHcl(types), inJson(types)].map((blocks) => {
    const missing = `[for name in ${blocks} : name if !contains(${JSON.stringify(exceptions)}, name) && !strcontains(${tests}, ${JSON.stringify(NAMED)})]`;
    return {
      condition: `length(${missing}) == 0`,
      message: `add an assertion to tests/, whose message begins with the address and a colon, for: \${join(", ", ${missing})}`,
    };
  });
}

const inHcl = (types: readonly string[]): string =>
  `flatten([for module_file in fileset(path.module, "*.tf") : [for block in regexall("(?m)^resource \\"(${types.join("|")})\\" \\"([^\\"]+)\\"", file("\${path.module}/\${module_file}")) : join(".", block)]])`;

const inJson = (types: readonly string[]): string =>
  `flatten([for module_file in fileset(path.module, "*.tf.json") : [for type, blocks in try(jsondecode(file("\${path.module}/\${module_file}")).resource, {}) : [for name, block in blocks : "\${type}.\${name}"] if contains(${JSON.stringify(types)}, type)]])`;
