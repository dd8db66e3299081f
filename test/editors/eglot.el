;;; Print what a language server says about one C file through Emacs + eglot, as one JSON object. -*- lexical-binding: t -*-
;;
;;   LSP_CMD='["node","server.js","lsp","--stdio"]' emacs --batch -l test/editors/eglot.el FILE
;;
;; Debian 12: emacs-nox 28.2 and elpa-eglot 1.9 (eglot is built in from Emacs 29 on).
;; optional: LSP_TIMEOUT=seconds (default 10), LSP_POS=LINE:COL (1-based; adds "hover" and "codeActions"), LSP_EXPECT=none (a file without findings).
(require 'package) (package-initialize)        ; not with -Q: Debian's elpa folder is set up by site-start
(require 'eglot) (require 'flymake) (require 'json)
(defun out (code alist) (princ (concat (json-encode alist) "\n")) (kill-emacs code))
(let* ((file (expand-file-name (or (pop command-line-args-left) (out 1 '((errors . ["no file given"]))))))
       (cmd (append (json-read-from-string (or (getenv "LSP_CMD") (out 1 '((errors . ["LSP_CMD is not set"]))))) nil))
       (timeout (string-to-number (or (getenv "LSP_TIMEOUT") "10")))
       (quiet (equal (getenv "LSP_EXPECT") "none"))
       (published nil) hover actions)
  (setq eglot-sync-connect timeout eglot-connect-timeout timeout eglot-autoshutdown nil
        enable-local-variables nil make-backup-files nil create-lockfiles nil)
  (cl-defmethod eglot-handle-notification :before (_server (_m (eql textDocument/publishDiagnostics)) &key uri &allow-other-keys)
    (when (equal (file-truename (eglot--uri-to-path uri)) (file-truename file)) (setq published t)))
  (condition-case e
      (progn
        (find-file file)
        (unless (derived-mode-p 'c-mode 'c++-mode) (c-mode))
        ;; (eglot MODE PROJECT CLASS CONTACT LANGUAGE-ID): no question, no project file needed
        (eglot (list major-mode) (cons 'transient default-directory) 'eglot-lsp-server cmd
               (if (derived-mode-p 'c++-mode) "cpp" "c"))
        (let ((end (+ (float-time) timeout)))
          (while (and (< (float-time) end) (not (and published (or quiet (flymake-diagnostics)))))
            (unless flymake-mode (flymake-mode 1))
            (accept-process-output nil 0.02)))
        (unless published (error "no diagnostics published in %s s" timeout))
        (when-let ((pos (getenv "LSP_POS")))
          (let ((lc (mapcar #'string-to-number (split-string pos ":"))))
            (goto-char (point-min)) (forward-line (1- (car lc))) (forward-char (1- (cadr lc)))
            (setq hover (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams)))
            (setq actions (jsonrpc-request (eglot-current-server) :textDocument/codeAction
                            (list :textDocument (eglot--TextDocumentIdentifier)
                                  :range (list :start (eglot--pos-to-lsp-position) :end (eglot--pos-to-lsp-position))
                                  :context (list :diagnostics []))))))
        (let ((diags (mapcar (lambda (d)
                               (save-excursion
                                 (goto-char (flymake-diagnostic-beg d))
                                 `((line . ,(line-number-at-pos)) (column . ,(1+ (- (point) (line-beginning-position))))
                                   (severity . ,(replace-regexp-in-string "^.*eglot-\\|^:" "" (symbol-name (flymake-diagnostic-type d))))
                                   (message . ,(flymake-diagnostic-text d)))))
                             (flymake-diagnostics))))
          (ignore-errors (eglot-shutdown (eglot-current-server) nil 2))
          (out 0 `((file . ,file) (diagnostics . ,(vconcat diags)) ,@(when hover `((hover . ,hover) (codeActions . ,actions))) (errors . [])))))
    (error (out 1 `((file . ,file) (errors . [,(error-message-string e)]))))))
