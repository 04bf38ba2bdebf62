usage() {
  cat <<'TEXT'
usage: bash mirror-images.sh [--dry-run] [--no-login]

Copies each image with all its platforms, and each chart. What is already there is verified and left alone, so an
interrupted run continues where it stopped. Nothing is overwritten, also in repositories with mutable tags.

  --dry-run   read both registries and copy nothing
  --no-login  use the log-ins that the clients already have

Needs crane, helm, jq and the AWS CLI. Environment variables:

  CRANE, HELM, JQ, AWS  programs (default: their names)
  REGISTRY              target registry in place of the account's
  SOURCE_REGISTRY       a registry that has every source under the path HOST/PATH, such as a company's proxy
  CHART_SOURCE          a URL that has every Helm repository under the path HOST/PATH
  DIGESTS               file that digests are recorded in (default: ENVIRONMENT.digests)

Exit status: 0 everything is in the registry, 1 something is not, 2 wrong usage, 130 interrupted.
TEXT
}

dry_run=''
log_in=1
for option in "$@"; do
  case "$option" in
    --dry-run) dry_run=1 ;;
    --no-login) log_in='' ;;
    --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
  esac
done

CRANE="${CRANE:-crane}"
HELM="${HELM:-helm}"
JQ="${JQ:-jq}"
AWS="${AWS:-aws}"
REGISTRY="${REGISTRY:-$lock_registry}"
SOURCE_REGISTRY="${SOURCE_REGISTRY:-}"
CHART_SOURCE="${CHART_SOURCE:-}"
DIGESTS="${DIGESTS:-$environment.digests}"

number=0
copied=0
present=0
failed=0
missing=0

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
trap 'echo "interrupted: run the same command again to continue" >&2; exit 130' INT TERM HUP

warn() { printf '%s\n' "$*" >&2; }

# Says why the current image or chart is not copied.
refuse() {
  warn "  $*"
  return 1
}

for program in "$CRANE" "$HELM" "$JQ" "$AWS"; do
  if [ "$program" = "$AWS" ] && [ -z "$log_in" ]; then continue; fi
  command -v "$program" >/dev/null || { warn "$program: no such program; install it"; exit 2; }
done

# Sets sum to the SHA-256 of a file.
sha256_of() {
  if command -v sha256sum >/dev/null; then sum="$(sha256sum "$1")"; else sum="$(shasum -a 256 "$1")"; fi || return 1
  sum="sha256:${sum%% *}"
}

# Refuses credentials of another account than that of the environment's registry. A registry that REGISTRY names is the
# user's choice.
is_own_account() {
  local account="${lock_registry%%.*}" caller
  if [ "$REGISTRY" != "$lock_registry" ]; then return 0; fi
  caller="$("$AWS" sts get-caller-identity --region "$region" --query '[Account, Arn]' --output text 2>&1)" ||
    refuse "credentials: got $caller, expected those of account $account; log in, or set AWS_PROFILE" || return 1
  case "$caller" in
    "$account"[[:space:]]*) ;;
    *) refuse "credentials: got account $caller, expected account $account of $environment; set AWS_PROFILE, or assume a role in it" ;;
  esac
}

# The password goes through a pipe into the configuration of each client, never into an argument.
registry_login() {
  "$AWS" ecr get-login-password --region "$region" |
    "$CRANE" auth login --username AWS --password-stdin "$REGISTRY" >"$work/log" 2>&1 || refuse "$(cat "$work/log")" || return 1
  "$AWS" ecr get-login-password --region "$region" |
    "$HELM" registry login --username AWS --password-stdin "$REGISTRY" >"$work/log" 2>&1 || refuse "$(cat "$work/log")"
}

# Sets place to a repository of this lock in the target registry.
target_of() {
  place="$1"
  case "$place" in "$lock_registry"/*) place="$REGISTRY/${place#"$lock_registry"/}" ;; esac
}

# Sets place to a source, or to its path in SOURCE_REGISTRY.
source_of() {
  place="$1"
  if [ -n "$SOURCE_REGISTRY" ]; then place="$SOURCE_REGISTRY/$1"; fi
}

# Sets found to the digest of an image, or to nothing if the registry answers that there is no such tag.
digest_of() {
  found=''
  if found="$("$CRANE" digest "$1" 2>"$work/error")"; then return 0; fi
  found=''
  if is_absent; then return 0; fi
  refuse "$1: $(cat "$work/error")"
}

is_absent() { grep -Eq 'MANIFEST_UNKNOWN|NAME_UNKNOWN' "$work/error"; }

# Sets wanted to the digest of the lock, or to the one that an earlier run recorded.
wanted_for() {
  local kind name digest
  wanted="$2"
  if [ -n "$wanted" ] || [ ! -e "$DIGESTS" ]; then return 0; fi
  while read -r kind name digest; do
    if [ "$kind $name" = "$1" ]; then wanted="$digest"; fi
  done <"$DIGESTS"
}

record() {
  if [ -n "$dry_run" ]; then return 0; fi
  if [ -e "$DIGESTS" ] && grep -Fxq -- "$1 $2" "$DIGESTS"; then return 0; fi
  printf '%s %s\n' "$1" "$2" >>"$DIGESTS"
}

# Sets platforms to those of an image or of an index, without attestations.
platforms_of() {
  "$CRANE" manifest "$1" >"$work/manifest" || return 1
  if "$JQ" -e 'has("manifests")' "$work/manifest" >/dev/null; then
    platforms="$("$JQ" -r '.manifests[].platform // empty | select(.os != "unknown") | .os + "/" + .architecture' "$work/manifest")" || return 1
  else
    "$CRANE" config "$1" >"$work/config" || return 1
    platforms="$("$JQ" -r '.os + "/" + .architecture' "$work/config")" || return 1
  fi
}

# Refuses an image that lacks a platform of the pods that pull it.
has_platforms() {
  local name="$1" needed
  platforms_of "$name" || refuse "$name: its manifest cannot be read" || return 1
  for needed in $2; do
    grep -Fxq -- "$needed" <<<"$platforms" ||
      refuse "$name lacks the platform $needed, which nodes need; it has: $(printf '%s' "$platforms" | tr '\n' ' ')" ||
      return 1
  done
}

# image KEY SOURCE TARGET TAG DIGEST PLATFORMS
image() {
  begin "$3:$4"
  ended copy_image "$@"
}

copy_image() {
  local key="$1" source target tag="$4" needed="$6" is_source
  target_of "$3"
  target="$place:$tag"
  wanted_for "$key" "$5"
  digest_of "$target" || return 1
  local there="$found"
  if [ -z "$2" ]; then
    [ -n "$there" ] || refuse "its source is not known, so push it by hand" || return 1
    keep "$target" "$needed"
    return
  fi
  source_of "$2"
  source="$place"
  if [ -n "$there" ] && [ -n "$wanted" ]; then
    [ "$there" = "$wanted" ] || refuse_other "$target" "$there" "$wanted" || return 1
    keep "$target" "$needed" && record "$key" "$there"
    return
  fi
  digest_of "$source:$tag" || return 1
  is_source="$found"
  [ -n "$is_source" ] || refuse "$source:$tag does not exist" || return 1
  [ -z "$wanted" ] || [ "$is_source" = "$wanted" ] ||
    refuse "$source:$tag is $is_source, but the lock records $wanted" || return 1
  if [ -n "$there" ]; then
    [ "$there" = "$is_source" ] || refuse_other "$target" "$there" "$is_source" || return 1
    keep "$target" "$needed" && record "$key" "$there"
    return
  fi
  has_platforms "$source@$is_source" "$needed" || return 1
  if [ -n "$dry_run" ]; then would_copy "$source@$is_source"; return; fi
  "$CRANE" copy --no-clobber "$source@$is_source" "$target" >"$work/log" 2>&1 || refuse "$(tail -n 3 "$work/log")" || return 1
  digest_of "$target" || return 1
  [ "$found" = "$is_source" ] || refuse "$target is ${found:-missing} after the copy of $is_source" || return 1
  record "$key" "$is_source"
  result=copied
}

refuse_other() { refuse "$1 is $2, expected $3; nothing is overwritten: find out who pushed it"; }

keep() {
  has_platforms "$1" "$2" || return 1
  result=present
}

would_copy() {
  echo "  would copy $1"
  result=copied
}

# chart KEY SOURCE NAME VERSION TARGET TAG DIGEST
chart() {
  begin "$5/$3:$6"
  ended copy_chart "$@"
}

copy_chart() {
  local key="$1" source="$2" name="$3" version="$4" target there archive
  target_of "$5"
  local folder="$place"
  target="$folder/$name:$6"
  wanted_for "$key" "$7"
  archive_of "$target" || return 1
  there="$found"
  if [ -n "$there" ] && [ -n "$wanted" ]; then
    [ "$there" = "$wanted" ] || refuse_other "$target" "$there" "$wanted" || return 1
    record "$key" "$there"
    result=present
    return
  fi
  [ -n "$source" ] || refuse "its source is not known, so push it by hand" || return 1
  pull_chart "$source" "$name" "$version" || return 1
  archive="$pulled"
  sha256_of "$archive" || return 1
  local digest="$sum"
  [ -z "$wanted" ] || [ "$digest" = "$wanted" ] ||
    refuse "the archive of $name $version is $digest, but the lock records $wanted" || return 1
  if [ -n "$there" ]; then
    [ "$there" = "$digest" ] || refuse_other "$target" "$there" "$digest" || return 1
    record "$key" "$there"
    result=present
    return
  fi
  if [ -n "$dry_run" ]; then would_copy "$name $version of $source"; return; fi
  "$HELM" push "$archive" "oci://$folder" >"$work/log" 2>&1 || refuse "$(tail -n 3 "$work/log")" || return 1
  archive_of "$target" || return 1
  [ "$found" = "$digest" ] || refuse "$target has the archive ${found:-none} after the push of $digest" || return 1
  record "$key" "$digest"
  result=copied
}

# Sets pulled to the archive of a chart.
pull_chart() {
  local from="$1"
  rm -rf "$work/chart" && mkdir "$work/chart" || return 1
  case "$from" in
    oci://*)
      if [ -n "$SOURCE_REGISTRY" ]; then from="oci://$SOURCE_REGISTRY/${from#oci://}"; fi
      set -- "$from/$2" --version "$3" ;;
    *)
      if [ -n "$CHART_SOURCE" ]; then from="$CHART_SOURCE/${from#*://}"; fi
      set -- "$2" --repo "$from" --version "$3" ;;
  esac
  "$HELM" pull "$@" --destination "$work/chart" >"$work/log" 2>&1 || refuse "$(tail -n 3 "$work/log")" || return 1
  for pulled in "$work"/chart/*.tgz; do
    [ -f "$pulled" ] || refuse "helm pull wrote no archive" || return 1
  done
}

# Sets found to the digest of the archive in a pushed chart, or to nothing if there is no such tag.
archive_of() {
  found=''
  if "$CRANE" manifest "$1" >"$work/manifest" 2>"$work/error"; then
    found="$("$JQ" -r '[.layers[]? | select(.mediaType == "application/vnd.cncf.helm.chart.content.v1.tar+gzip") | .digest] | first // "no chart"' "$work/manifest")"
    return
  fi
  if is_absent; then return 0; fi
  refuse "$1: $(cat "$work/error")"
}

# own TARGET TAG DIGEST PLATFORMS: an image that its owner pushes
own() {
  local name
  target_of "$1"
  name="$place${2:+:$2}"
  if [ -z "$2" ]; then name="$place@$3"; fi
  if ! digest_of "$name" || [ -z "$found" ]; then
    missing=$((missing + 1))
    warn "not pushed yet by its owner: $name"
    return 0
  fi
  if [ -n "$3" ] && [ "$found" != "$3" ]; then
    failed=$((failed + 1))
    warn "$name is $found, expected $3"
    return 0
  fi
  has_platforms "$name" "$4" || failed=$((failed + 1))
}

begin() {
  number=$((number + 1))
  echo "$number of $total: $1"
}

# Runs a copy and counts its result. Other copies continue after a failure.
ended() {
  result=failed
  if "$@"; then :; else result=failed; fi
  case "$result" in
    copied) copied=$((copied + 1)) ;;
    present) present=$((present + 1)); echo '  already there' ;;
    *) failed=$((failed + 1)) ;;
  esac
}

finish() {
  local verb=copied
  if [ -n "$dry_run" ]; then verb='to copy'; fi
  echo "$environment: $copied $verb, $present already there, $failed failed, $missing to be pushed by their owners"
# RECORD_HINT
  if [ "$failed" -gt 0 ]; then
    echo "if a repository does not exist, apply the cluster stack first" >&2
    exit 1
  fi
}

if [ -n "$log_in" ]; then
  is_own_account || exit 1
  registry_login || { warn "no log-in to $REGISTRY"; exit 1; }
fi
