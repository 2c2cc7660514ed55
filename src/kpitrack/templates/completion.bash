# Completion of kpitrack in bash, written by `kpitrack --show-completion bash`.
_kpitrack() {
  local line program=$1
  type -t -- "$program" >/dev/null || program=kpitrack
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      $'\tfiles') compopt -o default -o filenames 2>/dev/null; return ;;
      $'\tfolders') compopt -o dirnames -o filenames 2>/dev/null; return ;;
      *) COMPREPLY+=("$line") ;;
    esac
  done < <(_KPITRACK_COMPLETE=bash _KPITRACK_LINE=${COMP_LINE:0:COMP_POINT} "$program" 2>/dev/null)
}
complete -F _kpitrack kpitrack
