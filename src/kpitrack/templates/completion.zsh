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
  # What was typed may be a part of the names: then nothing common can take its place.
  local typed=${(L)${(Q)PREFIX}} value
  compadd -U -V kpitrack -l -d shown -a values
  (( $#values > 1 )) && [[ $compstate[insert] == *unambiguous* ]] || return 0
  for value in $values; do
    [[ ${(L)value[1,$#typed]} == "$typed" ]] || { compstate[insert]=; compstate[list]='list force'; return 0 }
  done
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _kpitrack "$@"
else
  compdef _kpitrack kpitrack
fi
