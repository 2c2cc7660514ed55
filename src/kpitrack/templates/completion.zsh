#compdef kpitrack
# Completion of kpitrack in zsh, written by `kpitrack --show-completion zsh`.
_kpitrack() {
  local program=${words[1]} line
  local -a values shown
  whence -- "$program" >/dev/null || program=kpitrack
  while IFS= read -r line; do
    case $line in
      $'\tfiles') _files; return ;;
      $'\tfolders') _files -/; return ;;
    esac
    values+=("${line%%$'\t'*}")
    if [[ -n ${line#*$'\t'} ]]; then shown+=("${line%%$'\t'*}  ${line#*$'\t'}"); else shown+=("${line%%$'\t'*}"); fi
  done < <(_KPITRACK_COMPLETE=zsh "$program" "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)
  # As typed, or as a part of the name.
  compadd -V kpitrack -M 'm:{a-zA-Z}={A-Za-z} l:|=* r:|=*' -l -d shown -a values
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _kpitrack "$@"
else
  compdef _kpitrack kpitrack
fi
