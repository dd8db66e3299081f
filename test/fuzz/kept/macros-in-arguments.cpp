#define D0(x);x;PyEval_RestoreThread
#define D1(x)D0(D0(x))
#define D2(x)D1(D1(x))
#define D3(x)D2(D2(x))
#define D4(x)D3(D3(x))
#define D5(x)D4(D4(x))
#define D6(x)D5(D5(x))
#define D7(x) ) D6(D6(x))
#define D8(x) ) D7(D7(x))
#define D9() D8(D8(x))
void f(void) {
D9());