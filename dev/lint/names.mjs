/**
 * Names that say no subject: a search for one finds what several files mean by it. No export has one. Names that a registry reads from
 * each part (`install`, `NETWORK`, `isRunning`) and `settings` of a part are its contract, and are none of these.
 */
const GENERAL = [
  ...["nameOf", "namesOf", "namesIn", "keyOf", "textOf", "placeOf", "valueOf", "valueAt"],
  ...["problems", "shown", "compared", "together", "joined", "inOrder", "below", "list", "table", "found"],
  ...["Options", "Place", "Model", "Scope", "Rule", "Found", "Use", "Sides", "Value", "Unknown"],
  ...["Surroundings", "Verdict", "Refusal"],
];

/** Words in place of a subject. The standard terms are `created`, `similar` and `possiblePlans`. */
const VAGUE = "made|alike|said|noted|kin|worlds?";
const capitalized = VAGUE.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
const vagueName = `^(${VAGUE})(?![a-z])|(${capitalized})(?![a-z])|(^|_)(${VAGUE.toUpperCase()})(_|$)`;
const vagueMessage = "name the subject instead, such as createdBuckets or similarBlocks";

const general = `[id.name=/^(${GENERAL.join("|")})$/]`;
const message = "say the subject in the name of an export, such as keyOfWorkload or PlaceInYaml";

/** Functions with these names are in many files, also where none is exported: a reader of a call has to look for the subject. */
const LOCAL = "problems|nameOf|keyOf|textOf|placeOf";
const local = `[id.name=/^(${LOCAL})$/]`;
const localMessage = "say the subject in the name of a function, such as probeProblems or keyOfResult";

/** Options of `no-restricted-syntax`. */
export const NAMES = [
  { selector: `ExportNamedDeclaration > ${general}`, message },
  { selector: `ExportNamedDeclaration > VariableDeclaration > ${general}`, message },
  { selector: `FunctionDeclaration${local}`, message: localMessage },
  { selector: `VariableDeclarator${local}[init.type="ArrowFunctionExpression"]`, message: localMessage },
  { selector: `Identifier[name=/${vagueName}/]`, message: vagueMessage },
  { selector: `ImportDeclaration[source.value=/\\b(${VAGUE})\\b/]`, message: vagueMessage },
];
