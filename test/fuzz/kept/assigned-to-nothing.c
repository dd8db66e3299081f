inline int
f2(int n, ...)
{
PyThreadState *tstate = PyEval_SaveThread();
auto _save = ((tstate ? LIMIT : ns::value) < (-1 ? n : *out) ? ({ int inner(int n) {
goto again;
n;
WRAP(ns::value);
} }) : ns::value);
}
