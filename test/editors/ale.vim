" Print what a language server says about one C file through Vim + ALE, as one JSON object.
"
"   LSP_CMD='["node","server.js","lsp","--stdio"]' LSP_FILE=demo.c vim -N -u NONE -i NONE -n -T dumb --not-a-term -es -S test/editors/ale.vim
"
" Debian 12: vim-nox 9.0 and vim-ale 3.3.0. Elsewhere: ALE_DIR=folder that holds ale's plugin/ and autoload/.
" optional: LSP_POS=LINE:COL (1-based; adds "hover" and "codeActions" at that place).
" optional: LSP_ROOT=DIR (default: the file's folder), LSP_TIMEOUT=ms (default 10000), LSP_EXPECT=none (a file without findings).
set nocompatible hidden noswapfile
let s:dir = empty($ALE_DIR) ? '/usr/share/vim-ale' : $ALE_DIR
execute 'set rtp^=' . fnameescape(s:dir)
let g:ale_linters_explicit = 1
let g:ale_linters = {'c': ['lsp'], 'cpp': ['lsp']}
let g:ale_lint_on_text_changed = 'never'
let g:ale_lint_on_insert_leave = 0
let g:ale_lint_delay = 0
filetype plugin on
execute 'source ' . fnameescape(s:dir . '/plugin/ale.vim')
let s:cmd = json_decode($LSP_CMD)
let s:root = empty($LSP_ROOT) ? fnamemodify($LSP_FILE, ':p:h') : fnamemodify($LSP_ROOT, ':p')
let s:published = 0
augroup Diag
  autocmd User ALELintPost let s:published = 1
augroup END
for s:ft in ['c', 'cpp']
  call ale#linter#Define(s:ft, {'name': 'lsp', 'lsp': 'stdio', 'executable': s:cmd[0],
    \ 'command': join(['%e'] + map(s:cmd[1:], {_, a -> shellescape(a)})), 'project_root': {b -> s:root}, 'language': s:ft})
endfor
execute 'edit ' . fnameescape($LSP_FILE)
if &filetype !=# 'cpp' | set filetype=c | endif
call ale#Queue(0)
let s:end = reltime()
let s:timeout = empty($LSP_TIMEOUT) ? 10.0 : str2float($LSP_TIMEOUT) / 1000.0
while reltimefloat(reltime(s:end)) < s:timeout && !(s:published && ($LSP_EXPECT ==# 'none' || !empty(getloclist(0))))
  sleep 10m
endwhile
let s:ok = s:published && (executable(s:cmd[0]) || filereadable(s:cmd[0])) " ALE ends a lint run that never started too
let s:types = {'E': 'error', 'W': 'warning', 'I': 'info'}
let s:out = {'file': fnamemodify($LSP_FILE, ':p'), 'diagnostics': map(copy(getloclist(0)), {_, d ->
  \ {'line': d.lnum, 'column': d.col, 'severity': get(s:types, d.type, d.type), 'message': d.text}}),
  \ 'errors': s:ok ? [] : ['no diagnostics published in ' . string(s:timeout) . ' s']}
" ALE shows answers to a person; here they are taken as they come.
let s:answers = {}
function! s:Take(conn, response) abort
  if has_key(a:response, 'id') && has_key(a:response, 'result') | let s:answers[a:response.id] = a:response.result | endif
endfunction
function! s:Ask(conn, message) abort
  let l:id = ale#lsp#Send(a:conn, a:message)
  let l:start = reltime()
  while reltimefloat(reltime(l:start)) < s:timeout && !has_key(s:answers, l:id) | sleep 10m | endwhile
  return get(s:answers, l:id, v:null)
endfunction
function! s:Look(linter, lsp) abort
  call ale#lsp#RegisterCallback(a:lsp.connection_id, function('s:Take'))
  let [l:line, l:column] = map(split($LSP_POS, ':'), 'str2nr(v:val)')
  let s:out.hover = s:Ask(a:lsp.connection_id, ale#lsp#message#Hover(bufnr(''), l:line, l:column))
  let s:out.codeActions = s:Ask(a:lsp.connection_id,
    \ ale#lsp#message#CodeAction(bufnr(''), l:line, l:column, l:line, l:column, []))
endfunction
if s:ok && !empty($LSP_POS)
  call ale#lsp_linter#StartLSP(bufnr(''), ale#linter#Get(&filetype)[0], function('s:Look'))
endif
call ale#lsp#reset#StopAllLSPs()
enew!
call setline(1, json_encode(s:out))
%print
execute s:ok ? 'qa!' : 'cq!'
