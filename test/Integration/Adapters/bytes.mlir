// Products that the one dot product of the machine, unsigned by signed bytes,
// does with an adapter: executed, and compared with plain code, on random and
// on extreme values, with sizes that do not divide and sums that wrap.
// RUN: %python %S/Inputs/corner-arrays.py %t a:i1:37x70 b:i1:70x53 w:i2:37x70 c:i4:37x53 za:i4:1 zr:i1:37 zc:i1:53 x:i1:2x7x8x6 f:i1:3x3x6x20
// DEFINE: %{inputs} = --input=a.npy --input=b.npy --input=w.npy --input=c.npy --input=za.npy --input=zr.npy --input=zc.npy --input=x.npy --input=f.npy
// RUN: cd %t && dsa-run %s %{inputs} --machine=x86-generic --output=0.npy --output=1.npy --output=2.npy --output=3.npy --output=4.npy --output=5.npy --output=6.npy --output=7.npy --output=8.npy
// DEFINE: %{run} = dsa-run %s %{inputs} --machine=%S/Inputs/dot4.mlir --prefer=instructions --expect=0.npy --expect=1.npy --expect=2.npy --expect=3.npy --expect=4.npy --expect=5.npy --expect=6.npy --expect=7.npy --expect=8.npy
// RUN: cd %t && %{run} --simulate | FileCheck %s
// RUN: %if cpu-avx512_vnni %{ cd %t && %{run} | FileCheck %s %}
// CHECK: instruction: dot4::vpdpbusd, does {{1[0-9]}} operations (exact)
// CHECK-COUNT-9: 0 of {{[0-9]+}} elements differ

#mk = affine_map<(m, n, k) -> (m, k)>
#kn = affine_map<(m, n, k) -> (k, n)>
#mn = affine_map<(m, n, k) -> (m, n)>
#m = affine_map<(m, n, k) -> (m)>
#n = affine_map<(m, n, k) -> (n)>
#image = affine_map<(n, p, q, f, r, s, c) -> (n, p + r, q + s, c)>
#window = affine_map<(n, p, q, f, r, s, c) -> (r, s, c, f)>
#result = affine_map<(n, p, q, f, r, s, c) -> (n, p, q, f)>

func.func @main(%a: tensor<37x70xi8>, %b: tensor<70x53xi8>, %w: tensor<37x70xi16>, %c: tensor<37x53xi32>, %za: tensor<1xi32>, %zr: tensor<37xi8>, %zc: tensor<53xi8>, %x: tensor<2x7x8x6xi8>, %f: tensor<3x3x6x20xi8>)
    -> (tensor<37x53xi32>, tensor<37x53xi32>, tensor<37x53xi32>, tensor<37x53xi32>, tensor<37x53xi32>, tensor<37x53xi32>, tensor<37x53xi32>, tensor<2x7x8x20xi32>, tensor<37x16xi32>) {
  // Signed by signed, onto an accumulator.
  %0 = linalg.matmul ins(%a, %b : tensor<37x70xi8>, tensor<70x53xi8>) outs(%c : tensor<37x53xi32>) -> tensor<37x53xi32>
  // Unsigned by unsigned.
  %1 = linalg.matmul {cast = #linalg.type_fn<cast_unsigned>}
      ins(%a, %b : tensor<37x70xi8>, tensor<70x53xi8>) outs(%c : tensor<37x53xi32>) -> tensor<37x53xi32>
  // Words by bytes of either sign.
  %2 = linalg.generic {indexing_maps = [#mk, #kn, #mn], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%w, %b : tensor<37x70xi16>, tensor<70x53xi8>) outs(%c : tensor<37x53xi32>) {
  ^bb0(%l: i16, %r: i8, %s: i32):
    %le = arith.extsi %l : i16 to i32
    %re = arith.extsi %r : i8 to i32
    %p = arith.muli %le, %re : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<37x53xi32>
  %3 = linalg.generic {indexing_maps = [#mk, #kn, #mn], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%w, %b : tensor<37x70xi16>, tensor<70x53xi8>) outs(%c : tensor<37x53xi32>) {
  ^bb0(%l: i16, %r: i8, %s: i32):
    %le = arith.extsi %l : i16 to i32
    %re = arith.extui %r : i8 to i32
    %p = arith.muli %re, %le : i32
    %t = arith.addi %p, %s : i32
    linalg.yield %t : i32
  } -> tensor<37x53xi32>
  // One zero point a matrix, any number: signed by signed after that.
  %c0 = arith.constant 0 : index
  %z = tensor.extract %za[%c0] : tensor<1xi32>
  %4 = linalg.quantized_matmul ins(%a, %b, %z, %z : tensor<37x70xi8>, tensor<70x53xi8>, i32, i32) outs(%c : tensor<37x53xi32>) -> tensor<37x53xi32>
  // One zero point a row and a column.
  %5 = linalg.generic {indexing_maps = [#mk, #kn, #m, #n, #mn], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b, %zr, %zc : tensor<37x70xi8>, tensor<70x53xi8>, tensor<37xi8>, tensor<53xi8>) outs(%c : tensor<37x53xi32>) {
  ^bb0(%l: i8, %r: i8, %zl: i8, %zn: i8, %s: i32):
    %le = arith.extui %l : i8 to i32
    %re = arith.extsi %r : i8 to i32
    %zle = arith.extui %zl : i8 to i32
    %zne = arith.extsi %zn : i8 to i32
    %ld = arith.subi %le, %zle : i32
    %rd = arith.subi %re, %zne : i32
    %p = arith.muli %ld, %rd : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<37x53xi32>
  // The real part of a complex product: a difference of products.
  %6 = linalg.generic {indexing_maps = [#mk, #mk, #kn, #mn], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %w, %b : tensor<37x70xi8>, tensor<37x70xi16>, tensor<70x53xi8>) outs(%c : tensor<37x53xi32>) {
  ^bb0(%l: i8, %i: i16, %r: i8, %s: i32):
    %le = arith.extsi %l : i8 to i32
    %ie = arith.extsi %i : i16 to i32
    %re = arith.extsi %r : i8 to i32
    %rr = arith.muli %le, %re : i32
    %ii = arith.muli %ie, %re : i32
    %d = arith.subi %rr, %ii : i32
    %t = arith.addi %s, %d : i32
    linalg.yield %t : i32
  } -> tensor<37x53xi32>
  // A convolution with a border of the zero point, which adds nothing.
  %border = arith.constant -56 : i8
  %wide = tensor.pad %x low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%i0: index, %i1: index, %i2: index, %i3: index):
    tensor.yield %border : i8
  } : tensor<2x7x8x6xi8> to tensor<2x9x10x6xi8>
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<2x7x8x20xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<2x7x8x20xi32>) -> tensor<2x7x8x20xi32>
  %7 = linalg.generic {indexing_maps = [#image, #window, #result], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
      ins(%wide, %f : tensor<2x9x10x6xi8>, tensor<3x3x6x20xi8>) outs(%init : tensor<2x7x8x20xi32>) {
  ^bb0(%l: i8, %r: i8, %s: i32):
    %zl = arith.constant 200 : i32
    %zn = arith.constant -3 : i32
    %le = arith.extui %l : i8 to i32
    %re = arith.extsi %r : i8 to i32
    %ld = arith.subi %le, %zl : i32
    %rd = arith.subi %re, %zn : i32
    %p = arith.muli %ld, %rd : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<2x7x8x20xi32>
  // Weights that are known: what depends on them alone is computed before.
  %k = arith.constant dense<"0x00327EE4D5E005449D817F97C9157B6C779CDB3418162E60AC12030E3372CBAFADC5F743A99AA5CA096246445C8EDA40313C61A0F9DDDBF32571D7C8D3F8379074728ABC086E5F6A8FCE270B0921539F05F6012665BEA2A0B8EA369C8D98BDFC5539374F81CD33242F5493ECD0CEE61864CABBC6EB2A8367657DAFFB61525D82C11AFEFC144692F8E9F41958B19593ABDD298F808BB0EF482C2A4274C02617224786DFC3C1D90B57BDAEB9DE1D765A5870A2EE54455075B40DF1EF073985EBDCE70C4BA488869ED01C82737EA3E23B1F1D3567B3190A153A79D2B6B4CCFE4AB0A1ACD110694D4B6395E147384368A700E4E2FA2C78DECFDAFF3E977B7991C30F75667196D52E1210285AA60CFD082D6CC5A9A7BFF13DA3949FC4035C403E5688D43A2B365B9AF3D7D5ED1F6BD1C2CDF2318A6E6C84B60268596489C82105031B4D99FFF0FB205FB89C9AB2E430968792B7F64F3331497BC72D1E294E8DE6CAC8E0125EC4B5C0E5247D615F77A9F55B4C577CBB14F8F60E408CF2E3EE1352AB8F8DA5D723897A85AAE94226243C6EBA20111C4180D9BDBBD30551B7A8B3D8177054526A9CE84E3F4A6FAE07EBE901337FE5D6E106459E828098CA167C6D789DDC3519172F61AD13040F3473CCB0AEC6F844AA9BA6CB0A6347455D8FDB41323D62A1FADEDCF42672D8C9D4F9389175738BBD096F606B90CF280C0A2254A006F7022766BFA3A1B9EB379D8E99BEFD563A385082CE3425305594EDD1CFE71965CBBCC7EC2B8468667EB0FC62535E83C21BFFFD154793F9EAF51A59B29694ACDE2A90818CB1F0492D2B4375C12718234887E0C4C2DA0C58BEAFBADF1E775B5971A3EF55465176B50EF2F0083A86ECDDE80D4CA589879FD11D83747FA4E33C201E3668B41A0B163B7AD3B7B5CDFF4BB1A2ADD2116A4E4C6496E248394469A801E5E3FB2D79DFD0DB003F987C7A92C41076677297D62F1311295BA70DFE092E6DC6AAA8C0F23EA495A0C5045D413F5789D53B2C375C9BF4D8D6EE206CD2C3CEF3328B6F6D85B703695A658AC92206041C4E9A00F1FC2160B99D9BB3E531978893B8F75034324A7CC82E1F2A4F8EE7CBC9E1135FC5B6C1E6257E626078AAF65C4D587DBC15F9F70F418DF3E4EF1453AC908EA6D8248A7B86ABEA4327253D6FBB21121D4281DABEBCD40652B8A9B4D9187155536B9DE94F404B70AF08ECEA023480E6D7E207469F838199CB177D6E799EDD361A183062AE1405103574CDB1AFC7F945AB9CA7CC0B6448465E90DC42333E63A2FBDFDDF52773D9CAD5FA399276748CBE0A70616C91D0290D0B2355A107F8032867C0A4A2BAEC389E8F9ABFFE573B395183CF3526315695EED2D0E81A66CCBDC8ED2C8569677FB1FD63545F84C31C00FE164894FAEBF61B5AB39795ADDF2B91828DB2F14A2E2C4476C22819244988E1C5C3DB0D59BFB0BBE01F785C5A72A4F056475277B60FF3F1093B87EDDEE90E4DA68A88A0D21E847580A5E43D211F3769B51B0C173C7BD4B8B6CE004CB2A3AED3126B4F4D6597E3493A456AA902E6E4FC2E7AE0D1DC0140997D7B93C51177687398D730"> : tensor<70x16xi8>
  %init8 = tensor.extract_slice %c[0, 0] [37, 16] [1, 1] : tensor<37x53xi32> to tensor<37x16xi32>
  %8 = linalg.matmul ins(%a, %k : tensor<37x70xi8>, tensor<70x16xi8>) outs(%init8 : tensor<37x16xi32>) -> tensor<37x16xi32>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8 : tensor<37x53xi32>, tensor<37x53xi32>, tensor<37x53xi32>, tensor<37x53xi32>, tensor<37x53xi32>, tensor<37x53xi32>, tensor<37x53xi32>, tensor<2x7x8x20xi32>, tensor<37x16xi32>
}
