/**
 * Scripts of the workflow's steps. Values come from environment variables, never from expressions in the text: a script
 * with an expression would run what the expression contains.
 */

/** Builds one image on a runner of its platform, as an archive. Nothing here has credentials. */
export const BUILD = `set -euo pipefail
docker build --provenance=false --platform "$PLATFORM" --tag "$MODEL:built" "$FOLDER"
docker save --output "$MODEL.$ARCH.tar" "$MODEL:built"
`;

/** Builds the scanner from its verified module, and fails on a critical finding. */
export const SCAN = `set -euo pipefail
sum=$(go mod download -json "$SCANNER@$SCANNER_VERSION" | jq -r .Sum)
if [ "$sum" != "$SCANNER_SUM" ]; then
  echo "::error::$SCANNER $SCANNER_VERSION has the checksum $sum, expected $SCANNER_SUM"
  exit 1
fi
GOBIN="$RUNNER_TEMP" go install "$SCANNER/cmd/grype@$SCANNER_VERSION"
failed=0
for archive in images/*.tar; do
  echo "$archive"
  "$RUNNER_TEMP/grype" "docker-archive:$archive" --fail-on critical || failed=1
done
exit "$failed"
`;

/**
 * Pushes the scanned archives, then an index over the platforms. Tags are immutable, so that a second run of a commit pushes only
 * what the first run did not.
 */
export const PUBLISH = `set -euo pipefail
aws ecr get-login-password --region "$AWS_REGION" | docker login --username AWS --password-stdin "$REGISTRY"
tag="git-\${GITHUB_SHA:0:12}"
digest_of() { docker buildx imagetools inspect "$1" --format '{{.Manifest.Digest}}' 2>/dev/null || true; }
while read -r model repository platforms; do
  parts=()
  for platform in \${platforms//,/ }; do
    part="$repository:$tag"
    if [[ "$platforms" == *,* ]]; then part="$part-\${platform#linux/}"; fi
    parts+=("$part")
    if [ -n "$(digest_of "$part")" ]; then
      echo "$part is there already"
      continue
    fi
    docker load --input "images/$model.\${platform#linux/}.tar"
    docker tag "$model:built" "$part"
    docker push "$part"
    pushed=$(docker image inspect "$part" --format '{{range .RepoDigests}}{{println .}}{{end}}')
    if ! grep -qxF "$repository@$(digest_of "$part")" <<< "$pushed"; then
      echo "::error::$part is not the image that was pushed"
      exit 1
    fi
  done
  if [ "\${#parts[@]}" -gt 1 ] && [ -z "$(digest_of "$repository:$tag")" ]; then
    docker buildx imagetools create --tag "$repository:$tag" "\${parts[@]}"
  fi
  served=$(docker buildx imagetools inspect "$repository:$tag" --format '{{json .Image}}' |
    jq -r 'if has("architecture") then "\\(.os)/\\(.architecture)" else keys | map(select(. != "unknown/unknown") | sub("/v8$"; "")) | join(",") end')
  if [ "$served" != "$platforms" ]; then
    echo "::error::$repository:$tag has the platforms $served, expected $platforms"
    exit 1
  fi
  digest=$(digest_of "$repository:$tag")
  echo "$repository:$tag $digest $served"
  echo "$model $digest" >> digests
done <<< "$IMAGES"
{
  echo "tag=$tag"
  echo "digests<<END"
  cat digests
  echo "END"
} >> "$GITHUB_OUTPUT"
`;

/**
 * Writes the tag, and the digest where the file has one, into the lines of the YAML file that have
 * them, so that comments and everything else remain; then opens a pull request, or updates the one
 * that is open.
 */
export const PROPOSE = `set -euo pipefail
set_value() {
  local file=$1 model=$2 key=$3 value=$4 at old line column
  at='.models[] | select(.name == strenv(MODEL)) | .image[strenv(KEY)]'
  export MODEL=$model KEY=$key
  old=$(yq "$at" "$file")
  if [ "$old" = null ] && [ "$key" = digest ]; then return; fi
  # without this option, comments at the start of the file are not counted
  line=$(yq --header-preprocess=false "$at | line" "$file")
  column=$(yq --header-preprocess=false "$at | column" "$file")
  OLD=$old NEW=$value awk -v line="$line" -v column="$column" '
    NR == line {
      rest = substr($0, column)
      quote = substr(rest, 1, 1)
      if (quote != "\\"" && quote != "\\047") quote = ""
      token = quote ENVIRON["OLD"] quote
      if (substr(rest, 1, length(token)) == token) {
        print substr($0, 1, column - 1) quote ENVIRON["NEW"] quote substr(rest, length(token) + 1)
        next
      }
    }
    { print }
  ' "$file" > "$RUNNER_TEMP/edited.yaml"
  cat "$RUNNER_TEMP/edited.yaml" > "$file"
  if [ "$(yq "$at" "$file")" != "$value" ]; then
    echo "::error file=$file::models $model has no image.$key in one line; write the $key $value by hand"
    exit 1
  fi
}
gh auth setup-git
git config user.name "github-actions[bot]"
git config user.email "41898282+github-actions[bot]@users.noreply.github.com"
base=$(git branch --show-current)
git switch --quiet --force-create "$BRANCH"
while read -r model file; do
  set_value "$file" "$model" tag "$TAG"
  digest=$(awk -v model="$model" '$1 == model { print $2 }' <<< "$DIGESTS")
  set_value "$file" "$model" digest "$digest"
done <<< "$FILES"
if git diff --quiet; then
  echo "the files have the tag $TAG already"
  exit 0
fi
title="Images of $ENVIRONMENT: $TAG"
git commit --quiet --all --message "$title"
git push --force origin "HEAD:refs/heads/$BRANCH"
number=$(gh pr list --head "$BRANCH" --base "$base" --state open --json number --jq '.[0].number // empty')
if [ -n "$number" ]; then
  gh pr edit "$number" --title "$title" --body "$BODY"
else
  gh pr create --head "$BRANCH" --base "$base" --title "$title" --body "$BODY"
fi
`;
